// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/forecasts.h"

#include "tests/models/readiness/readinessfixture.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;

namespace {

Item tagged(Item item, const QString &tag)
{
    item.tags = QStringList{tag};
    return item;
}

/// Five items of weight 10; "must" are a and b, "nice" is e; c is a blocker of the profile.
Profile fiveItems()
{
    Profile profile = fixture::profile(
        {fixture::category(u"A"_s,
                           {tagged(fixture::weighing(u"a"_s, 10), u"must"_s),
                            tagged(fixture::weighing(u"b"_s, 10), u"must"_s), fixture::weighing(u"c"_s, 10),
                            fixture::weighing(u"d"_s, 10), tagged(fixture::weighing(u"e"_s, 10), u"nice"_s)})});
    profile.categories[0].items[2].blocker = true;
    profile.floor = 40.0;
    profile.gate = 80.0;
    return profile;
}

} // namespace

class ForecastsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scenarios_data()
    {
        QTest::addColumn<QStringList>("requires_");
        QTest::addColumn<QByteArray>("letters");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QStringList>("blockers");
        const QStringList must{u"must"_s};
        const QStringList nothing{};
        QTest::newRow("what is required is open")
            << must << QByteArray("fuppp") << Verdict::NoGo << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("what is required is partly done")
            << must << QByteArray("tpppp") << Verdict::NoGo << QStringList{u"a"_s};
        QTest::newRow("what is required is waived") << must << QByteArray("wpppp") << Verdict::Conditional << nothing;
        QTest::newRow("something else is open") << must << QByteArray("ppppf") << Verdict::Go << nothing;
        QTest::newRow("by score alone") << must << QByteArray("pppff") << Verdict::Conditional << nothing;
        QTest::newRow("by score alone, at the floor")
            << QStringList{u"nice"_s} << QByteArray("ffpfp") << Verdict::Conditional << nothing;
        QTest::newRow("a blocker of the profile")
            << nothing << QByteArray("ppfpp") << Verdict::NoGo << QStringList{u"c"_s};
        QTest::newRow("a waived blocker of the profile")
            << nothing << QByteArray("ppwpp") << Verdict::Conditional << nothing;
        QTest::newRow("nothing required") << nothing << QByteArray("fpppp") << Verdict::Go << nothing;
        QTest::newRow("several tags") << QStringList{u"nice"_s, u"must"_s} << QByteArray("pfppf") << Verdict::NoGo
                                      << QStringList{u"b"_s, u"e"_s};
        QTest::newRow("what does not apply") << must << QByteArray("npppp") << Verdict::Go << nothing;
    }

    void scenarios()
    {
        QFETCH(QStringList, requires_);
        QFETCH(QByteArray, letters);
        QFETCH(Verdict, verdict);
        QFETCH(QStringList, blockers);
        Profile profile = fiveItems();
        profile.scenarios.push_back({.name = u"S"_s, .requires_ = requires_});
        const Assessment assessment = fixture::assessed(std::move(profile), letters);
        const ScenarioVerdict &scenario = assessment.scenarios.front();
        QCOMPARE(scenario.scenario, &assessment.profile->scenarios.front());
        QCOMPARE(scenario.score, assessment.score);
        QCOMPARE(scenario.verdict, verdict);
        QCOMPARE(scenario.blockers, blockers);
        QVERIFY(!scenario.why.empty());
    }

    void aScenarioHasFloorAndGateOfItsOwn()
    {
        Profile profile = fiveItems();
        profile.scenarios = {{.name = u"inside"_s, .gate = 60.0},
                             {.name = u"the profile's"_s},
                             {.name = u"public"_s, .floor = 70.0, .gate = 95.0}};
        const Assessment assessment = fixture::assessed(std::move(profile), "ffppp");
        QCOMPARE(assessment.scenarios[0].verdict, Verdict::Go);
        QCOMPARE(assessment.scenarios[1].verdict, Verdict::Conditional);
        QCOMPARE(assessment.scenarios[2].verdict, Verdict::NoGo);
        QCOMPARE(assessment.scenarios[2].why, std::vector{u"The score of 60.0 is below the floor of 70."_s});
        QCOMPARE(assessment.scenarios[0].why,
                 std::vector{u"No blocker is open and the score of 60.0 reaches the gate of 60."_s});
    }

    void conditionsOfTheProfileHoldInEveryScenario()
    {
        Profile profile = fiveItems();
        profile.conditions = QStringList{u"One region only"_s};
        profile.scenarios = {{.name = u"S"_s}};
        QCOMPARE(fixture::assessed(std::move(profile), "ppppp").scenarios[0].verdict, Verdict::Conditional);
    }

    void risks_data()
    {
        QTest::addColumn<QByteArray>("letters");
        QTest::addColumn<RiskLevel>("level");
        QTest::addColumn<QStringList>("open");
        QTest::newRow("all done") << QByteArray("ppfff") << RiskLevel::Low << QStringList{};
        QTest::newRow("one open") << QByteArray("pfppp") << RiskLevel::High << QStringList{u"b"_s};
        QTest::newRow("one partly done") << QByteArray("tpppp") << RiskLevel::High << QStringList{u"a"_s};
        QTest::newRow("one waived, one unknown")
            << QByteArray("wuppp") << RiskLevel::High << QStringList{u"b"_s, u"a"_s};
        QTest::newRow("one does not apply") << QByteArray("npppp") << RiskLevel::Low << QStringList{};
    }

    void risks()
    {
        QFETCH(QByteArray, letters);
        QFETCH(RiskLevel, level);
        QFETCH(QStringList, open);
        Profile profile = fiveItems();
        const QStringList items{u"b"_s, u"a"_s};
        profile.risks = {{.title = u"R"_s, .now = RiskLevel::Low, .before = RiskLevel::High, .mitigatedBy = items},
                         {.title = u"no level before"_s, .now = RiskLevel::Medium, .mitigatedBy = items},
                         {.title = u"nothing mitigates it"_s, .now = RiskLevel::Low, .before = RiskLevel::High}};
        const std::vector<RiskStanding> risks = riskStandings(profile, fixture::results(letters));
        QCOMPARE(risks.size(), std::size_t{3});
        QCOMPARE(risks[0].risk, &profile.risks[0]);
        QCOMPARE(risks[0].level, level);
        QCOMPARE(risks[0].openItems, open);
        QCOMPARE(risks[1].level, RiskLevel::Medium);
        QCOMPARE(risks[1].openItems, open);
        QCOMPARE(risks[2].level, RiskLevel::Low);
    }

    void phasesBuildOnEachOther()
    {
        Profile profile = fiveItems();
        profile.phases = {{.name = u"one"_s, .items = QStringList{u"a"_s, u"b"_s}},
                          {.name = u"MVP"_s, .items = QStringList{u"c"_s}, .alone = true},
                          {.name = u"two"_s, .items = QStringList{u"c"_s}},
                          {.name = u"three"_s, .items = QStringList{u"d"_s, u"e"_s}}};
        const std::vector<PhaseForecast> phases = phaseForecasts(profile, fixture::results("fftfw"));
        QCOMPARE(phases[0].phase, &profile.phases[0]);
        QCOMPARE(phases[0].score, std::optional(50.0));
        QCOMPARE(phases[0].verdict, Verdict::NoGo); // c is still open
        QCOMPARE(phases[1].score, std::optional(20.0));
        QCOMPARE(phases[1].verdict, Verdict::NoGo); // below the floor
        QCOMPARE(phases[2].score, std::optional(60.0)); // without what the MVP alone would bring twice
        QCOMPARE(phases[2].verdict, Verdict::Conditional);
        QCOMPARE(phases[3].score, std::optional(100.0));
        QCOMPARE(phases[3].verdict, Verdict::Go);
    }

    void aPhaseThatStandsAloneLeavesNothingBehind()
    {
        Profile profile = fiveItems();
        profile.phases = {{.name = u"alone"_s, .items = QStringList{u"a"_s}, .alone = true},
                          {.name = u"next"_s, .items = QStringList{u"b"_s}}};
        const std::vector<PhaseForecast> phases = phaseForecasts(profile, fixture::results("fffff"));
        QCOMPARE(phases[0].score, std::optional(20.0));
        QCOMPARE(phases[1].score, std::optional(20.0));
    }

    void whatDoesNotApplyStaysSo()
    {
        Profile profile = fiveItems();
        profile.phases = {{.name = u"one"_s, .items = QStringList{u"a"_s}}};
        QCOMPARE(phaseForecasts(profile, fixture::results("npppf")).front().score, std::optional(75.0));
    }

    void aPhaseNeverWorsens()
    {
        Profile profile = fiveItems();
        profile.phases = {{.name = u"nothing left"_s, .items = QStringList{u"a"_s}}};
        QCOMPARE(phaseForecasts(profile, fixture::results("pppft")).front().score, std::optional(70.0));
    }
};

QTEST_APPLESS_MAIN(ForecastsTest)
#include "tst_forecasts.moc"
