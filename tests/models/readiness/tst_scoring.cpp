// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/scoring.h"

#include "tests/models/readiness/readinessfixture.h"

#include <QTest>

#include <cmath>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;

namespace {

Profile oneOfEach()
{
    return fixture::profile(
        {fixture::category(u"A"_s,
                           {fixture::item(u"a"_s, Severity::Critical), fixture::item(u"b"_s, Severity::High),
                            fixture::item(u"c"_s, Severity::Medium), fixture::item(u"d"_s, Severity::Low)})});
}

double overall(const Profile &profile, QByteArrayView letters)
{
    return scoresOf(profile, fixture::results(letters)).overall.value_or(std::nan(""));
}

} // namespace

class ScoringTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void weighsBySeverity_data()
    {
        QTest::addColumn<QByteArray>("letters");
        QTest::addColumn<double>("score");
        QTest::newRow("nothing") << QByteArray("ffff") << 0.0;
        QTest::newRow("all") << QByteArray("pppp") << 100.0;
        QTest::newRow("critical") << QByteArray("pfff") << 40.0;
        QTest::newRow("high") << QByteArray("fpff") << 30.0;
        QTest::newRow("medium") << QByteArray("ffpf") << 20.0;
        QTest::newRow("low") << QByteArray("fffp") << 10.0;
        QTest::newRow("partial is a half") << QByteArray("tfff") << 20.0;
        QTest::newRow("unknown is nothing") << QByteArray("uppp") << 60.0;
        QTest::newRow("waived is nothing") << QByteArray("wppp") << 60.0;
        QTest::newRow("not applicable leaves both sums") << QByteArray("nppf") << 12.5 / 15.0 * 100.0;
        QTest::newRow("all but one not applicable") << QByteArray("nnnt") << 50.0;
    }

    void weighsBySeverity()
    {
        QFETCH(QByteArray, letters);
        QFETCH(double, score);
        QCOMPARE(overall(oneOfEach(), letters), score);
    }

    void anExplicitWeightStandsBeforeTheSeverity()
    {
        Profile profile = oneOfEach();
        profile.categories[0].items[0].weight = 0.0;
        profile.categories[0].items[3].weight = 7.5;
        QCOMPARE(overall(profile, "fppp"), 100.0);
        QCOMPARE(overall(profile, "pppf"), 62.5);
    }

    void whatIsAssessedCountsAsInPlace()
    {
        Profile profile = oneOfEach();
        profile.categories[0].assessed = 65.0;
        QCOMPARE(overall(profile, "ffff"), 65.0);
        QCOMPARE(overall(profile, "pfff"), 65.0 + 35.0 * 0.4);
        QCOMPARE(overall(profile, "pppp"), 100.0);
        QCOMPARE(overall(profile, "nnnn"), 65.0);
    }

    void aCategoryWithoutWeightLeavesTheOverallSum()
    {
        Profile profile = fixture::profile({fixture::category(u"A"_s, {fixture::item(u"a"_s)}),
                                            fixture::category(u"B"_s, {fixture::weighing(u"b"_s, 0.0)}, 9.0)});
        const Scores scores = scoresOf(profile, fixture::results("pf"));
        QCOMPARE(scores.overall, std::optional(100.0));
        QVERIFY(!scores.categories[1]);

        profile.categories[1].assessed = 50.0;
        QCOMPARE(overall(profile, "pf"), (100.0 + 9.0 * 50.0) / 10.0);
        profile.categories[1].weight = 0.0;
        QCOMPARE(overall(profile, "pf"), 100.0);
        QCOMPARE(scoresOf(profile, fixture::results("pf")).categories[1], std::optional(50.0));
    }

    void nothingThatScoresIsNoScore_data()
    {
        QTest::addColumn<QByteArray>("letters");
        QTest::addColumn<double>("weight");
        QTest::newRow("not applicable") << QByteArray("n") << 1.0;
        QTest::newRow("the category weighs nothing") << QByteArray("p") << 0.0;
    }

    void nothingThatScoresIsNoScore()
    {
        QFETCH(QByteArray, letters);
        QFETCH(double, weight);
        const Profile profile = fixture::profile({fixture::category(u"A"_s, {fixture::item(u"a"_s)}, weight)});
        QVERIFY(!scoresOf(profile, fixture::results(letters)).overall);
        QVERIFY(!scoresOf(fixture::profile({}), {}).overall);
    }

    /// Equal weights of Learnify's seven categories, as its report gives them: 52.142857…, not the 66.5 that it claims.
    void meansOfAssessedCategories()
    {
        Profile profile = fixture::profile({});
        for (const double assessed : {90.0, 75.0, 65.0, 60.0, 40.0, 20.0, 15.0}) {
            Category category = fixture::category(u"C"_s, {});
            category.assessed = assessed;
            profile.categories.push_back(category);
        }
        QCOMPARE(overall(profile, ""), 365.0 / 7.0);
    }

    /// 83.3… + 93.3… + 93.3…, and tenths that binary fractions do not hold: exactly 90 all the same.
    void reachesAWholeNumberExactly()
    {
        const auto thirds = [](const QString &name, int of) {
            std::vector<Item> items;
            for (int i = 0; i < of; ++i) {
                items.push_back(fixture::weighing(name + QString::number(i), 0.1));
            }
            return fixture::category(name, items, 0.1);
        };
        const Profile profile = fixture::profile({thirds(u"a"_s, 6), thirds(u"b"_s, 15), thirds(u"c"_s, 15)});
        const double score = overall(profile, "fpppppfppppppppppppppfpppppppppppppp");
        QCOMPARE(score - 90.0, 0.0);
    }

    void gainsAddUpToTheScore_data()
    {
        QTest::addColumn<QByteArray>("letters");
        for (const char *letters : {"ffffff", "pfftuw", "nfutpf", "nnffff", "pppppp"}) {
            QTest::newRow(letters) << QByteArray(letters);
        }
    }

    void gainsAddUpToTheScore()
    {
        QFETCH(QByteArray, letters);
        Profile profile = oneOfEach();
        profile.categories[0].assessed = 20.0;
        profile.categories.push_back(fixture::category(
            u"B"_s, {fixture::item(u"e"_s, Severity::Critical), fixture::weighing(u"f"_s, 0.3)}, 2.5));
        const ItemResults before = fixture::results(letters);
        const std::vector<double> gains = gainsOf(profile, before);
        for (std::size_t i = 0; i < before.size(); ++i) {
            ItemResults after = before;
            if (before[i] == ItemResult::NotApplicable) {
                QCOMPARE(gains[i], 0.0);
                continue;
            }
            after[i] = ItemResult::Pass;
            const double gained = *scoresOf(profile, after).overall - *scoresOf(profile, before).overall;
            QVERIFY(std::abs(gained - gains[i]) < 1e-9);
        }
    }
};

QTEST_APPLESS_MAIN(ScoringTest)
#include "tst_scoring.moc"
