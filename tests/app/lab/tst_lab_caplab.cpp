// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/caplab/register.h"

#include <QTest>

#include <map>
#include <random>

using namespace readyroom::lab;
using namespace std::chrono_literals;
using Mode = Register::Mode;
using Status = Register::Status;

namespace {

const Replication::Time t0{};

/// A register without a thread that replicates: the follower learns what the test tells it.
struct Stage {
    MetricsRegistry metrics;
    Randomness random{1};
    std::stop_source stop;
    Register store{metrics, random, stop.get_token()};

    explicit Stage(Mode mode, std::chrono::milliseconds bound = 1h) { store.set({mode, bound}); }
    [[nodiscard]] std::string follower(const std::string &key) { return store.replication().readFollower(key).value; }
    [[nodiscard]] std::string primary(const std::string &key) { return store.replication().readPrimary(key).value; }
};

double secondsOf(auto call)
{
    const auto begin = std::chrono::steady_clock::now();
    call();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

class TestCapLab final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWriteIsOldNewsUntilItIsDelivered()
    {
        Replication both(t0);
        QCOMPARE(both.writePrimary("k", "1"), std::optional<std::uint64_t>(1));
        QCOMPARE(both.readPrimary("k").value, std::string("1"));
        QCOMPARE(both.readFollower("k"), Versioned{});
        QCOMPARE(both.behind(), 1U);
        auto shipment = both.take(t0 + 2s);
        QCOMPARE(both.writePrimary("k", "2"), std::optional<std::uint64_t>(2));
        QCOMPARE(both.stalenessSeconds(t0 + 5s), 5.0);
        both.deliver(std::move(shipment));
        QCOMPARE(both.readFollower("k").value, std::string("1"));
        QCOMPARE(both.stalenessSeconds(t0 + 5s), 3.0); // as young as the moment it was taken
        QCOMPARE(both.behind(), 1U);
    }
    void whatGotLostGoesWithTheNextOne()
    {
        Replication both(t0);
        both.writePrimary("k", "1");
        both.lost(both.take(t0));
        QCOMPARE(both.readFollower("k").version, 0U);
        both.deliver(both.take(t0 + 1s));
        QCOMPARE(both.readFollower("k").value, std::string("1"));
    }
    void aSynchronousWriteIsAtBoth()
    {
        Replication both(t0);
        auto late = [&] {
            both.writePrimary("k", "old");
            return both.take(t0);
        }();
        both.writeBoth("k", "new");
        both.deliver(std::move(late)); // does not turn back time
        QCOMPARE(both.readFollower("k").value, std::string("new"));
        QCOMPARE(both.readPrimary("k").value, std::string("new"));
    }
    void theFollowerHandsBackWhatItAccepted()
    {
        Replication both(t0);
        both.writeBoth("a", "1");
        both.writeFollower("a", "2");
        both.writeFollower("b", "3");
        both.writePrimary("b", "4"); // younger, so it stays
        QCOMPARE(both.readPrimary("a").value, std::string("1"));
        QCOMPARE(both.hints(), 2U);
        QCOMPARE(both.handBack(), 2U);
        QCOMPARE(both.hints(), 0U);
        QCOMPARE(both.readPrimary("a").value, std::string("2"));
        QCOMPARE(both.readPrimary("b").value, std::string("4"));
    }
    void thereAreNoMoreKeysThanItHolds()
    {
        Replication both(t0);
        for (std::size_t i = 0; i < Replication::keyLimit; ++i) {
            QVERIFY(i % 2 == 0 ? both.writeBoth(std::to_string(i), "x") : both.writePrimary(std::to_string(i), "x"));
        }
        QVERIFY(!both.writePrimary("one more", "x"));
        QVERIFY(!both.writeFollower("one more", "x"));
        QVERIFY(both.writePrimary("7", "y"));
    }
    /// Whatever is written, lost and handed back in whatever order: in the end both hold the youngest of each key.
    void bothAgreeInTheEnd()
    {
        std::mt19937 random(17);
        Replication both(t0);
        std::map<std::string, std::string> youngest;
        for (int i = 0; i < 4000; ++i) {
            const std::string key = std::to_string(random() % 12);
            const std::string value = std::to_string(i);
            switch (random() % 6) {
            case 0:
                both.writePrimary(key, value);
                youngest[key] = value;
                break;
            case 1:
                both.writeBoth(key, value);
                youngest[key] = value;
                break;
            case 2:
                both.writeFollower(key, value);
                youngest[key] = value;
                break;
            case 3:
                both.lost(both.take(t0));
                break;
            case 4:
                both.deliver(both.take(t0));
                break;
            default:
                both.handBack();
            }
        }
        both.handBack();
        both.deliver(both.take(t0));
        for (const auto &[key, value] : youngest) {
            QCOMPARE(both.readPrimary(key).value, value);
            QCOMPARE(both.readFollower(key).value, value);
        }
    }

    void sessionsAreForgottenInTurn()
    {
        Sessions sessions(2);
        sessions.wrote("a", "k", 5);
        sessions.wrote("a", "k", 3); // an answer that came late
        sessions.wrote("b", "k", 6);
        QCOMPARE(sessions.needs("a", "k"), 5U);
        QCOMPARE(sessions.needs("a", "other"), 0U);
        sessions.wrote("c", "k", 7);
        QCOMPARE(sessions.count(), 2U);
        QCOMPARE(sessions.needs("b", "k"), 0U); // used longest ago
        QCOMPARE(sessions.needs("a", "k"), 5U);
    }

    void consistentWritesAreAtBoth()
    {
        Stage stage(Mode::CP);
        QCOMPARE(stage.store.write("", "k", "1").status, Status::Ok);
        QCOMPARE(stage.follower("k"), std::string("1"));
        QCOMPARE(stage.store.read("", "k").value.value, std::string("1"));
    }
    void availableWritesArriveLater()
    {
        Stage stage(Mode::AP);
        QCOMPARE(stage.store.write("me", "k", "1").status, Status::Ok);
        QCOMPARE(stage.follower("k"), std::string());
        // Others are shown the past, the session its own write.
        const auto others = stage.store.read("you", "k");
        QCOMPARE(others.value.version, 0U);
        QVERIFY(others.fromFollower);
        const auto mine = stage.store.read("me", "k");
        QCOMPARE(mine.value.value, std::string("1"));
        QVERIFY(!mine.fromFollower);
        stage.store.replicate();
        const auto later = stage.store.read("me", "k");
        QCOMPARE(later.value.value, std::string("1"));
        QVERIFY(later.fromFollower);
    }
    void beyondTheBoundThePrimaryIsAsked()
    {
        Stage stage(Mode::AP, 0ms);
        QCOMPARE(stage.store.write("", "k", "1").status, Status::Ok);
        QCOMPARE(stage.store.read("", "k").value.value, std::string("1"));
        stage.store.link().setCut(true);
        const auto cut = stage.store.read("", "k");
        QCOMPARE(cut.status, Status::Stale);
        QVERIFY(cut.fromFollower);
    }
    void aPartitionEndsConsistencyOrAvailability()
    {
        Stage stage(Mode::CP);
        QCOMPARE(stage.store.write("me", "k", "1").status, Status::Ok);
        stage.store.link().setCut(true);
        QCOMPARE(stage.store.read("me", "k").status, Status::Failed);
        QCOMPARE(stage.store.write("me", "k", "2").status, Status::Failed);
        QCOMPARE(stage.follower("k"), std::string("1"));

        stage.store.set({Mode::AP, 1h});
        QCOMPARE(stage.store.read("me", "k").value.value, std::string("1"));
        QCOMPARE(stage.store.write("me", "k", "3").status, Status::Stale);
        QCOMPARE(stage.store.read("me", "k").value.value, std::string("3"));
        QCOMPARE(stage.primary("k"), std::string("1"));

        stage.store.link().setCut(false);
        stage.store.replicate();
        QCOMPARE(stage.primary("k"), std::string("3"));
    }
    void noAnswerRatherThanOneThatDeniesAnOwnWrite()
    {
        Stage stage(Mode::AP);
        QCOMPARE(stage.store.write("me", "k", "1").status, Status::Ok); // only at the primary
        stage.store.link().setCut(true);
        QCOMPARE(stage.store.read("me", "k").status, Status::Failed);
        QCOMPARE(stage.store.read("you", "k").status, Status::Ok);
    }
    void whoReachesThePrimaryBringsTheHintsAlong()
    {
        Stage stage(Mode::AP);
        stage.store.link().setCut(true);
        QCOMPARE(stage.store.write("me", "k", "1").status, Status::Stale);
        stage.store.link().setCut(false);
        stage.store.set({Mode::CP, 1h});
        QCOMPARE(stage.store.read("me", "k").value.value, std::string("1"));
    }
    void failuresAreSlowUntilTheBreakerTrips()
    {
        Stage stage(Mode::CP);
        stage.store.link().faults().change({.down = true});
        for (int i = 0; i < 5; ++i) {
            auto status = Status::Ok;
            QVERIFY(secondsOf([&] { status = stage.store.read("", "k").status; }) >= 0.165);
            QCOMPARE(status, Status::Failed);
        }
        QCOMPARE(stage.store.link().failures(), 5U);
        auto status = Status::Ok;
        const double seconds = secondsOf([&] { status = stage.store.read("", "k").status; });
        QCOMPARE(status, Status::Rejected);
        QVERIFY2(seconds < 0.1, qPrintable(QString::number(seconds)));
        QCOMPARE(stage.store.link().failures(), 5U); // what is not tried does not fail
    }
    void aSlowDatabaseIsGivenUp()
    {
        Stage stage(Mode::CP);
        stage.store.link().faults().change({.latency = 150ms});
        QCOMPARE(stage.store.read("", "k").status, Status::Failed);
    }
    void nothingIsDeliveredAcrossAPartition()
    {
        Stage stage(Mode::AP);
        QCOMPARE(stage.store.write("", "k", "1").status, Status::Ok);
        stage.store.link().setCut(true);
        stage.store.replicate();
        QCOMPARE(stage.follower("k"), std::string());
        QVERIFY(stage.store.replication().stalenessSeconds(std::chrono::steady_clock::now()) > 0.05);
        stage.store.link().setCut(false);
        stage.store.replicate();
        QCOMPARE(stage.follower("k"), std::string("1"));
    }
};

QTEST_APPLESS_MAIN(TestCapLab)
#include "tst_lab_caplab.moc"
