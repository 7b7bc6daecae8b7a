// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/failoverorder.h"

#include <QTest>

#include <future>

using namespace readyroom::lab;
using namespace Qt::StringLiterals;
using Strategy = Failover::Strategy;

namespace {

struct Stage {
    MetricsRegistry registry;
    Randomness random{1};
    std::stop_source stop;
    Failover failover{registry, random, stop.get_token()};

    explicit Stage(Strategy strategy, double backupWeight = 0.2)
    {
        failover.setPlan({.strategy = strategy, .preferred = 0, .backupWeight = backupWeight});
        failover.checkHealth();
    }

    void setDown(std::size_t member, bool down) { failover.members()[member].origin.faults().change({.down = down}); }
    void checkHealth(int times)
    {
        for (int i = 0; i < times; ++i) {
            failover.checkHealth();
        }
    }

    /// `count` requests at once; how many were answered.
    int fetch(int count)
    {
        std::vector<std::future<bool>> answers;
        for (int i = 0; i < count; ++i) {
            answers.push_back(
                std::async(std::launch::async, [this, i] { return failover.fetch(std::to_string(i)).has_value(); }));
        }
        int good = 0;
        for (std::future<bool> &answer : answers) {
            good += answer.get() ? 1 : 0;
        }
        return good;
    }

    /// Answers that an origin gave.
    int answersOf(const char *origin)
    {
        const MetricLabels labels{{"origin", origin}, {"code", "200"}};
        return static_cast<int>(registry.counter("lab_origin_requests_total", "", labels).value());
    }
};

} // namespace

class LabFailoverTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void immediateMovesEverythingAtOnceAndBack()
    {
        Stage stage(Strategy::Immediate);
        QCOMPARE(stage.failover.share(0), 1.0);
        stage.setDown(0, true);
        stage.checkHealth(Failover::missedChecksAllowed - 1);
        QCOMPARE(stage.failover.share(0), 1.0);
        stage.checkHealth(1);
        QCOMPARE(stage.failover.share(0), 0.0);
        QCOMPARE(stage.fetch(4), 4);
        QCOMPARE(stage.answersOf("backup"), 4);
        stage.setDown(0, false);
        stage.checkHealth(1);
        QCOMPARE(stage.failover.share(0), 1.0);
    }

    void gradualMovesByQuarters()
    {
        Stage stage(Strategy::Gradual);
        stage.setDown(0, true);
        stage.checkHealth(Failover::missedChecksAllowed - 1);
        for (const double share : {0.75, 0.5, 0.25, 0.0, 0.0}) {
            stage.checkHealth(1);
            QCOMPARE(stage.failover.share(0), share);
        }
        stage.setDown(0, false);
        for (const double share : {0.25, 0.5, 0.75, 1.0, 1.0}) {
            stage.checkHealth(1);
            QCOMPARE(stage.failover.share(0), share);
        }
    }

    void roundRobinTakesTurns()
    {
        Stage stage(Strategy::RoundRobin);
        QCOMPARE(stage.failover.share(0), 0.5);
        QCOMPARE(stage.fetch(20), 20);
        QCOMPARE(stage.answersOf("primary"), 10);
        QCOMPARE(stage.answersOf("backup"), 10);
        stage.setDown(1, true);
        stage.checkHealth(Failover::missedChecksAllowed);
        QCOMPARE(stage.failover.share(0), 1.0);
    }

    void weightedKeepsTheWeights()
    {
        Stage stage(Strategy::Weighted, 0.25);
        QCOMPARE(stage.failover.share(1), 0.25);
        QCOMPARE(stage.fetch(60), 60);
        QCOMPARE(stage.answersOf("backup"), 15);
        QCOMPARE(stage.answersOf("primary"), 45);
    }

    void aFailingOriginIsMadeUpForWithinTheRequest()
    {
        Stage stage(Strategy::Immediate);
        stage.setDown(0, true);
        QCOMPARE(stage.fetch(3), 3); // before any check has noticed
        QCOMPARE(stage.answersOf("backup"), 3);
    }

    void withoutAnyOriginItSaysSo()
    {
        Stage stage(Strategy::RoundRobin);
        stage.setDown(0, true);
        stage.setDown(1, true);
        stage.checkHealth(Failover::missedChecksAllowed);
        QVERIFY(!stage.failover.isAvailable());
        const FreshOrStatus answer = stage.failover.fetch("1");
        QVERIFY(!answer);
        QCOMPARE(answer.error(), 503);
    }

    void anotherPreferredOriginTakesOver()
    {
        Stage stage(Strategy::Gradual);
        stage.failover.setPlan({.strategy = Strategy::Gradual, .preferred = 1});
        QCOMPARE(stage.failover.share(1), 0.0);
        stage.checkHealth(4);
        QCOMPARE(stage.failover.share(1), 1.0);
    }

    void tellsWhatWasReallySentSinceThePlanWasSet()
    {
        Stage stage(Strategy::Weighted, 0.25);
        QCOMPARE(stage.fetch(8), 8);
        QCOMPARE(stage.failover.observed().share(1), std::optional(0.25));
        stage.failover.setPlan({.strategy = Strategy::Weighted, .preferred = 0, .backupWeight = 1});
        QVERIFY(!stage.failover.observed().share(1));
        QCOMPARE(stage.fetch(3), 3);
        QCOMPARE(stage.failover.observed().requests[1], 3U);
        // What the plan says and what happens are two things.
        stage.setDown(1, true);
        QCOMPARE(stage.fetch(3), 3);
        QCOMPARE(stage.failover.observed().requests[0], 3U);
    }

    void aPlanIsReplacedOnlyByWhoeverHasSeenIt()
    {
        Stage stage(Strategy::Immediate);
        const Failover::NumberedPlan seen = stage.failover.plan();
        stage.failover.setPlan({.strategy = Strategy::RoundRobin});
        QVERIFY(!stage.failover.replacePlan({{.strategy = Strategy::Gradual}, seen.number}));
        QCOMPARE(stage.failover.plan().plan, (Failover::Plan{.strategy = Strategy::RoundRobin}));
        QVERIFY(stage.failover.replacePlan({{.strategy = Strategy::Gradual}, stage.failover.plan().number}));
        QCOMPARE(stage.failover.plan().plan, (Failover::Plan{.strategy = Strategy::Gradual}));
    }

    void weights_data()
    {
        QTest::addColumn<QJsonValue>("json");
        QTest::addColumn<double>("share"); // negative: refused
        QTest::newRow("nothing") << QJsonValue(0) << 0.0;
        QTest::newRow("share") << QJsonValue(0.25) << 0.25;
        QTest::newRow("one is all") << QJsonValue(1) << 1.0;
        QTest::newRow("percent") << QJsonValue(25) << 0.25;
        QTest::newRow("all in percent") << QJsonValue(100) << 1.0;
        QTest::newRow("text") << QJsonValue(u"1%"_s) << 0.01;
        QTest::newRow("too much") << QJsonValue(101) << -1.0;
        QTest::newRow("negative") << QJsonValue(-0.1) << -1.0;
        QTest::newRow("text without sign") << QJsonValue(u"25"_s) << -1.0;
        QTest::newRow("text without number") << QJsonValue(u"x%"_s) << -1.0;
        QTest::newRow("not a number") << QJsonValue(u"nan%"_s) << -1.0;
        QTest::newRow("too much text") << QJsonValue(u"101%"_s) << -1.0;
        QTest::newRow("true") << QJsonValue(true) << -1.0;
    }
    void weights()
    {
        QFETCH(const QJsonValue, json);
        QFETCH(const double, share);
        QCOMPARE(readWeight(json).value_or(-1), share);
    }

    void strategiesHaveNames()
    {
        for (const Strategy strategy :
             {Strategy::Immediate, Strategy::Gradual, Strategy::RoundRobin, Strategy::Weighted}) {
            QCOMPARE(Failover::strategyFromName(Failover::strategyName(strategy)), std::optional(strategy));
        }
        QCOMPARE(Failover::strategyFromName("round-robin"), std::optional(Strategy::RoundRobin));
        QVERIFY(!Failover::strategyFromName("sudden"));
    }
};

QTEST_APPLESS_MAIN(LabFailoverTest)
#include "tst_lab_failover.moc"
