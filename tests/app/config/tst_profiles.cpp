// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/lint.h"
#include "tests/app/config/reportedassessment.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;

namespace {

double roundedHalfUp(double value)
{
    return std::floor(value * 10.0 + 0.5) / 10.0;
}

std::ptrdiff_t countOf(const Profile &profile, Severity severity)
{
    return std::ranges::count(profile.items(), severity, &Item::severity);
}

/// How many items score.
std::ptrdiff_t scoring(const Profile &profile)
{
    return std::ranges::count_if(profile.items(), [](const Item *item) { return item->effectiveWeight() > 0; });
}

double hoursOf(const Profile &profile, Severity severity, const QString &tag)
{
    double hours = 0;
    for (const Item *item : profile.items()) {
        hours += item->severity == severity && item->tags.contains(tag) ? toHours(item->effectiveEffort()) : 0;
    }
    return hours;
}

} // namespace

Q_DECLARE_METATYPE(readyroom::readiness::Verdict)
Q_DECLARE_METATYPE(readyroom::readiness::Severity)

/// The profiles that come along say what their reports say, and add up as the rules have it.
class ProfilesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void load_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : config::builtInProfiles()) {
            QTest::newRow(qPrintable(name)) << name;
        }
    }

    void load()
    {
        QFETCH(QString, name);
        const auto profile = config::loadProfile(config::profilePath(name));
        QVERIFY2(profile.has_value(), profile ? "" : qPrintable(config::toText(profile.error()).join(u'\n')));
        QCOMPARE(profile->name, name);
        QVERIFY(!profile->approvals.empty());
        QCOMPARE(profile->gate, 90.0);
        QCOMPARE(profile->floor, 60.0);
    }

    void comeOutAsTheyMust_data()
    {
        QTest::addColumn<double>("score");
        QTest::addColumn<QString>("letter");
        QTest::addColumn<Verdict>("verdict");
        QTest::newRow("latency-optimizer") << 67.7 << u"D+"_s << Verdict::Conditional;
        QTest::newRow("bagtrack") << 68.8 << u"D+"_s << Verdict::Conditional;
        QTest::newRow("learnify-api") << 52.1 << u"F"_s << Verdict::NoGo;
        QTest::newRow("resilient-client") << 87.1 << u"B+"_s << Verdict::Conditional;
        QTest::newRow("cap-lab") << 69.2 << u"D+"_s << Verdict::Conditional;
    }

    void comeOutAsTheyMust()
    {
        const Assessment assessment = reported::assessed(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(assessment.score.has_value());
        QTEST(roundedHalfUp(*assessment.score), "score");
        QTEST(letterOf(*assessment.score), "letter");
        QTEST(assessment.verdict, "verdict");
        for (const CheckedClaim &claim : assessment.claims) {
            QVERIFY2(claim.problem.isEmpty(), qPrintable(claim.problem));
        }
    }

    void bagtrackIsExact() { QCOMPARE(reported::assessed(u"bagtrack"_s).score, std::optional(68.75)); }

    void score_data()
    {
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("categories");
        QTest::newRow("latency-optimizer") << 12 << 1;
        QTest::newRow("bagtrack") << 8 << 1;
        QTest::newRow("learnify-api") << 31 << 7;
        QTest::newRow("resilient-client") << 10 << 1;
        QTest::newRow("cap-lab") << 9 << 6;
    }

    /// Only what product and report name scores, each by evidence that is there without anybody's doing.
    void score()
    {
        const Assessment assessment = reported::assessed(QString::fromLatin1(QTest::currentDataTag()));
        QTEST(int(scoring(*assessment.profile)), "items");
        QTEST(int(std::ranges::count_if(assessment.categories, [](const CategoryScore &c) { return !!c.score; })),
              "categories");
        for (const AssessedItem &item : assessment.items) {
            if (item.item->effectiveWeight() > 0) {
                const QByteArray id = item.item->id.toUtf8();
                QVERIFY2(item.item->evidence && !isActive(*item.item->evidence), id.constData());
                QVERIFY2(!std::holds_alternative<DrillEvidence>(*item.item->evidence), id.constData());
                QVERIFY2(item.result != ItemResult::Unknown, id.constData());
                QVERIFY2(!item.item->weight, id.constData()); // by severity
            }
        }
    }

    void severities_data()
    {
        QTest::addColumn<Severity>("severity");
        QTest::addColumn<int>("scoring");
        const auto row = [](const char *profile, Severity severity, int count) {
            QTest::addRow("%s %s", profile, qPrintable(severityName(severity))) << severity << count;
        };
        row("latency-optimizer", Severity::High, 7);
        row("latency-optimizer", Severity::Medium, 5);
        row("bagtrack", Severity::Medium, 8);
        row("learnify-api", Severity::Critical, 7);
        row("learnify-api", Severity::High, 12);
        row("learnify-api", Severity::Medium, 12);
        row("resilient-client", Severity::High, 9);
        row("resilient-client", Severity::Critical, 1);
        row("cap-lab", Severity::Critical, 3);
        row("cap-lab", Severity::Medium, 3);
        row("cap-lab", Severity::Low, 3);
    }

    void severities()
    {
        QFETCH(Severity, severity);
        const auto profile = reported::profile(QString::fromLatin1(QTest::currentDataTag()).section(u' ', 0, 0));
        QTEST(int(std::ranges::count_if(
                  profile->items(),
                  [severity](const Item *i) { return i->severity == severity && i->effectiveWeight() > 0; })),
              "scoring");
    }

    void blockers_data()
    {
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("categories");
        QTest::newRow("latency-optimizer") << 0 << 0;
        QTest::newRow("bagtrack") << 0 << 0;
        QTest::newRow("learnify-api") << 7 << 4;
        QTest::newRow("resilient-client") << 0 << 0;
        QTest::newRow("cap-lab") << 0 << 0;
    }

    void blockers()
    {
        const Assessment assessment = reported::assessed(QString::fromLatin1(QTest::currentDataTag()));
        QTEST(int(std::ranges::count(assessment.items, true, &AssessedItem::blocks)), "items");
        QTEST(int(std::ranges::count(assessment.categories, true, &CategoryScore::blocks)), "categories");
    }

    /// An assessed category counts what is in place already: there it has no weight, and nothing open passes.
    void assessedCategoriesBeginAtWhatWasAssessed_data()
    {
        QTest::addColumn<QList<double>>("scores");
        QTest::newRow("learnify-api") << QList<double>{90, 65, 75, 40, 50, 0, 45};
        QTest::newRow("cap-lab") << QList<double>{60, 85, 70, 80, 40, 80};
    }

    void assessedCategoriesBeginAtWhatWasAssessed()
    {
        const Assessment assessment = reported::assessed(QString::fromLatin1(QTest::currentDataTag()));
        QList<double> scores;
        for (const CategoryScore &category : assessment.categories) {
            if (category.score) {
                scores << *category.score;
            }
        }
        QTEST(scores, "scores");
        for (const AssessedItem &item : assessment.items) {
            QVERIFY2(item.item->effectiveWeight() == 0 || item.result == ItemResult::Fail, qPrintable(item.item->id));
        }
        // Nothing but the lists of the report has a severity that it counts.
        QCOMPARE(scoring(*assessment.profile),
                 countOf(*assessment.profile, Severity::Critical) + countOf(*assessment.profile, Severity::High)
                     + countOf(*assessment.profile, Severity::Medium)
                     + std::ranges::count_if(assessment.profile->items(), [](const Item *i) {
                           return i->severity == Severity::Low && i->effectiveWeight() > 0;
                       }));
    }

    void risks_data()
    {
        QTest::addColumn<QList<int>>("nowHighMediumLow");
        QTest::newRow("latency-optimizer") << QList<int>{0, 3, 5};
        QTest::newRow("bagtrack") << QList<int>{2, 3, 4};
        QTest::newRow("learnify-api") << QList<int>{4, 6, 0};
        QTest::newRow("cap-lab") << QList<int>{2, 3, 1};
    }

    void risks()
    {
        const Assessment assessment = reported::assessed(QString::fromLatin1(QTest::currentDataTag()));
        QList<int> counts{0, 0, 0};
        for (const RiskStanding &risk : assessment.risks) {
            ++counts[int(risk.level)];
        }
        QTEST(counts, "nowHighMediumLow");
    }

    void scenarios_data()
    {
        QTest::addColumn<double>("claimed");
        QTest::addColumn<Verdict>("verdict");
        QTest::newRow("Internal tool (low risk)") << 90.0 << Verdict::Conditional;
        QTest::newRow("Public API (medium risk)") << 70.0 << Verdict::NoGo;
        QTest::newRow("Mission-critical service (high risk)") << 60.0 << Verdict::NoGo;
    }

    void scenarios()
    {
        const Assessment assessment = reported::assessed(u"cap-lab"_s);
        QCOMPARE(assessment.scenarios.size(), 3U);
        const auto found = std::ranges::find(assessment.scenarios, QString::fromLatin1(QTest::currentDataTag()),
                                             [](const ScenarioVerdict &s) { return s.scenario->name; });
        QVERIFY(found != assessment.scenarios.end());
        QTEST(found->scenario->claimed.value(), "claimed");
        QTEST(found->verdict, "verdict");
        QCOMPARE(found->score, assessment.score);
    }

    void phases_data()
    {
        QTest::addColumn<double>("claimed");
        QTest::addColumn<double>("computed");
        QTest::newRow("Phase 1: critical fixes (2 weeks)") << 85.0 << 65.7;
        QTest::newRow("Phase 2: high priority items (2 weeks)") << 92.0 << 77.3;
        QTest::newRow("Phase 3: production hardening (1 week)") << 96.0 << 81.5;
        QTest::newRow("Minimum viable production") << 78.0 << 65.7;
    }

    void phases()
    {
        const Assessment assessment = reported::assessed(u"learnify-api"_s);
        const auto found = std::ranges::find(assessment.phases, QString::fromLatin1(QTest::currentDataTag()),
                                             [](const PhaseForecast &p) { return p.phase->name; });
        QVERIFY(found != assessment.phases.end());
        QTEST(found->phase->claimed.value(), "claimed");
        QTEST(roundedHalfUp(found->score.value()), "computed");
    }

    void bagtrackHasItsFourConditions()
    {
        const Assessment assessment = reported::assessed(u"bagtrack"_s);
        QCOMPARE(assessment.profile->conditions.size(), 4);
        QCOMPARE(assessment.conditions.mid(0, 4), assessment.profile->conditions);
        const QStringList starts{u"Low to medium traffic"_s, u"Monitoring required"_s, u"Gradual rollout"_s,
                                 u"Hotfix ready"_s};
        for (int i = 0; i < 4; ++i) {
            QVERIFY(assessment.conditions[i].startsWith(starts[i]));
        }
        QVERIFY(!assessment.path.reachable);
    }

    void capLabsEffortsAreThoseOfItsReport()
    {
        const auto profile = reported::profile(u"cap-lab"_s);
        QCOMPARE(hoursOf(*profile, Severity::Critical, u"must"_s), 24.0 + 8 + 16);
        QCOMPARE(hoursOf(*profile, Severity::Medium, u"should"_s), 8.0 + 16 + 8);
        QCOMPARE(hoursOf(*profile, Severity::Low, u"nice"_s), 8.0 + 40 + 80);
    }

    void learnifysBlockersHaveTheirOwners()
    {
        QMap<QString, int> owners;
        for (const Item *item : reported::profile(u"learnify-api"_s)->items()) {
            if (item->blocker) {
                ++owners[item->owner];
                QVERIFY(item->effort && !item->fix.isEmpty());
            }
        }
        QCOMPARE(owners,
                 (QMap<QString, int>{{u"Security Team"_s, 3},
                                     {u"Platform Team"_s, 2},
                                     {u"Observability Team"_s, 1},
                                     {u"Development Team"_s, 1}}));
    }

    /// A report states how everything in it stands, so nothing of it is left to be attested.
    void attestationsAreDatedAsTheReports_data()
    {
        QTest::addColumn<qint64>("date");
        const auto row = [](const char *profile, int year, unsigned month, unsigned day) {
            const std::chrono::sys_days date =
                std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
            QTest::newRow(profile) << qint64(toMillis(Timestamp(date)));
        };
        row("latency-optimizer", 2025, 10, 2);
        row("bagtrack", 2025, 8, 25);
        row("learnify-api", 2025, 11, 21);
        row("resilient-client", 2025, 1, 16);
        row("cap-lab", 2025, 11, 1);
    }

    void attestationsAreDatedAsTheReports()
    {
        for (const Item *item : reported::profile(QString::fromLatin1(QTest::currentDataTag()))->items()) {
            QVERIFY2(item->evidence, qPrintable(item->id));
            if (const auto *attest = std::get_if<AttestEvidence>(&*item->evidence)) {
                QTEST(qint64(toMillis(attest->date)), "date");
                QVERIFY2(!attest->link.isEmpty() && !attest->expires, qPrintable(item->id));
            }
        }
    }

    void theGeneralChecklistIsOfUse()
    {
        const auto profile = reported::profile(u"service-default"_s);
        const std::vector<const Item *> items = profile->items();
        QVERIFY(items.size() >= 30 && items.size() <= 45);
        QCOMPARE(profile->categories.size(), 7U);
        QVERIFY(profile->service.isEmpty());
        std::ptrdiff_t live = 0;
        for (const Item *item : items) {
            QVERIFY2(!item->fix.isEmpty() || item->effectiveWeight() == 0, qPrintable(item->id));
            QVERIFY2(item->effort || item->effectiveWeight() == 0, qPrintable(item->id));
            QVERIFY(!item->evidence || !std::holds_alternative<AttestEvidence>(*item->evidence));
            live += item->evidence ? 1 : 0;
        }
        QVERIFY(live * 2 > qsizetype(items.size()));
    }
};

QTEST_GUILESS_MAIN(ProfilesTest)
#include "tst_profiles.moc"
