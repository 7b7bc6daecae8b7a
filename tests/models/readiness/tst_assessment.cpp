// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/assessment.h"

#include "tests/models/readiness/readinessfixture.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using fixture::now;

Profile twoCategories()
{
    return fixture::profile({fixture::category(u"Security"_s,
                                               {fixture::item(u"tls"_s, Severity::Critical, true),
                                                fixture::item(u"headers"_s, Severity::High)}),
                             fixture::category(u"Observability"_s,
                                               {fixture::item(u"health"_s, Severity::Critical, true),
                                                fixture::item(u"metrics"_s, Severity::Medium),
                                                fixture::item(u"traces"_s, Severity::Low)})});
}

} // namespace

class AssessmentTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsWhatItWasAsked()
    {
        const std::shared_ptr<const Profile> profile = fixture::shared(twoCategories());
        const Assessment assessment = assess(profile, fixture::facts("pfpfu"), u"checkout"_s, u"staging"_s, now);
        QCOMPARE(assessment.profile, profile);
        QCOMPARE(assessment.service, u"checkout"_s);
        QCOMPARE(assessment.environment, u"staging"_s);
        QCOMPARE(assessment.at, now);
        QCOMPARE(assessment.items.size(), std::size_t{5});
        QCOMPARE(assessment.item(u"metrics")->item, profile->item(u"metrics"));
        QCOMPARE(assessment.item(u"metrics")->category, std::size_t{1});
        QVERIFY(!assessment.item(u"metric"));
        QVERIFY(!profile->item(u"metric"));
    }

    void scoresAndCounts()
    {
        const Assessment assessment = fixture::assessed(twoCategories(), "pfunu");
        QCOMPARE(assessment.categories.size(), std::size_t{2});
        QCOMPARE(*assessment.categories[0].score, 1000.0 / 17.5);
        QCOMPARE(*assessment.categories[1].score, 0.0);
        QCOMPARE(*assessment.score, 500.0 / 17.5);
        QCOMPARE(assessment.categories[0].applicable, 2);
        QCOMPARE(assessment.categories[1].applicable, 2);
        QCOMPARE(assessment.categories[1].unknown, 2);
        QCOMPARE(assessment.applicable, 4);
        QCOMPARE(assessment.unknown, 2);
        QVERIFY(!assessment.categories[0].blocks);
        QVERIFY(assessment.categories[1].blocks);
        QVERIFY(!assessment.categories[0].assessed);
        QCOMPARE(assessment.verdict, Verdict::NoGo);
    }

    void marksAssessedCategories()
    {
        Profile profile = twoCategories();
        profile.categories[1].assessed = 40.0;
        const Assessment assessment = fixture::assessed(std::move(profile), "ppfff");
        QVERIFY(assessment.categories[1].assessed);
        QCOMPARE(*assessment.categories[1].score, 40.0);
    }

    void verdicts_data()
    {
        QTest::addColumn<QByteArray>("letters");
        QTest::addColumn<Verdict>("verdict");
        QTest::newRow("everything") << QByteArray("ppppp") << Verdict::Go;
        QTest::newRow("something small is open") << QByteArray("ppppf") << Verdict::Go;
        QTest::newRow("below the gate") << QByteArray("pfppp") << Verdict::Conditional;
        QTest::newRow("below the floor") << QByteArray("pfpff") << Verdict::NoGo;
        QTest::newRow("a blocker fails") << QByteArray("fpppp") << Verdict::NoGo;
        QTest::newRow("a blocker is partly done") << QByteArray("pptpp") << Verdict::NoGo;
        QTest::newRow("a blocker is unknown") << QByteArray("ppupp") << Verdict::NoGo;
        QTest::newRow("a blocker is waived") << QByteArray("ppwpp") << Verdict::Conditional;
        QTest::newRow("both are waived: the floor") << QByteArray("wpwpp") << Verdict::NoGo;
        QTest::newRow("a blocker does not apply") << QByteArray("npppp") << Verdict::Go;
        QTest::newRow("nothing applies") << QByteArray("nnnnn") << Verdict::NoGo;
    }

    void verdicts()
    {
        QFETCH(QByteArray, letters);
        QFETCH(Verdict, verdict);
        QCOMPARE(fixture::assessed(twoCategories(), letters).verdict, verdict);
    }

    void conditionsAreTheProfilesAndThoseOfUnfinishedItems()
    {
        Profile profile = twoCategories();
        profile.conditions = QStringList{u"It runs in one region only"_s};
        profile.categories[1].items[2].weight = 0.0;
        const Assessment assessment = fixture::assessed(std::move(profile), "pwpnt");
        QCOMPARE(
            assessment.conditions,
            (QStringList{u"It runs in one region only"_s,
                         u"Title of headers is waived by ada until 2026-11-22 02:00:00 UTC: a migration is under way"_s,
                         u"Title of traces: only partly fulfilled"_s}));
        QCOMPARE(assessment.verdict, Verdict::Conditional);
    }

    void changesWhenTheFirstThingExpires()
    {
        std::vector<ItemFacts> facts = fixture::facts("pfppp");
        facts[0].evidence.expires = now + 60s;
        facts[1].standing.waiver = Waiver{u"ada"_s, u"soon"_s, now + 30s};
        facts[2].evidence.expires = now - 1s;
        const auto profile = fixture::shared(twoCategories());
        QCOMPARE(assess(profile, facts, {}, {}, now).changesAt, std::optional(now + 30s));
        QCOMPARE(assess(profile, facts, {}, {}, now + 30s).changesAt, std::optional(now + 60s));
        QVERIFY(!assess(profile, facts, {}, {}, now + 60s).changesAt);
        QVERIFY(!assess(profile, fixture::facts("ppppp"), {}, {}, now).changesAt);
    }

    void expiryChangesTheVerdict()
    {
        std::vector<ItemFacts> facts = fixture::facts("ppppp");
        facts[0].evidence.expires = now + 60s;
        const auto profile = fixture::shared(twoCategories());
        QCOMPARE(assess(profile, facts, {}, {}, now + 60s - 1ms).verdict, Verdict::Go);
        const Assessment after = assess(profile, facts, {}, {}, now + 60s);
        QCOMPARE(after.verdict, Verdict::NoGo);
        QCOMPARE(after.unknown, 1);
        QVERIFY(after.items[0].evidence.reason.contains(u"expired at 2026-11-21 02:01:00 UTC"_s));
    }
};

QTEST_APPLESS_MAIN(AssessmentTest)
#include "tst_assessment.moc"
