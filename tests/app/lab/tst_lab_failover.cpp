// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/failover.h"

#include <QTest>

#include <future>

using namespace readyroom::lab;
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
        // Binomial with n = 60, p = 1/4: 15 expected, standard deviation 3.4; the seed is fixed.
        QVERIFY(stage.answersOf("backup") >= 5 && stage.answersOf("backup") <= 25);
        QCOMPARE(stage.answersOf("primary") + stage.answersOf("backup"), 60);
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

    void strategiesHaveNames()
    {
        for (const Strategy strategy :
             {Strategy::Immediate, Strategy::Gradual, Strategy::RoundRobin, Strategy::Weighted}) {
            QCOMPARE(Failover::strategyFromName(Failover::strategyName(strategy)), std::optional(strategy));
        }
        QVERIFY(!Failover::strategyFromName("sudden"));
    }
};

QTEST_APPLESS_MAIN(LabFailoverTest)
#include "tst_lab_failover.moc"
