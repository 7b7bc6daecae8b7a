// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/caplab/node.h"
#include "app/lab/caplab/replicas.h"

#include <QElapsedTimer>
#include <QTest>

using namespace readyroom::lab;
using namespace std::chrono_literals;

/// Replication of the CAP lab by a given clock, and what its two modes answer.
class LabCapTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void replicatesAfterALag()
    {
        Replicas replicas(80ms);
        const Replicas::Time start{};
        QCOMPARE(replicas.write("a", "1", start), Replicas::Version{1});
        QCOMPARE(replicas.readPrimary("a")->text, std::string("1"));
        QVERIFY(!replicas.readReplica("a", start + 79ms));
        QCOMPARE(replicas.readReplica("a", start + 80ms)->text, std::string("1"));
        QCOMPARE(replicas.staleness(start + 80ms), 0ms);
    }

    void aPartitionMakesStaleAndHealingCatchesUp()
    {
        Replicas replicas(80ms);
        const Replicas::Time start{};
        (void)replicas.write("a", "old", start);
        (void)replicas.replicaVersion(start + 1s);
        replicas.setPartitioned(true, start + 1s);
        QCOMPARE(replicas.staleness(start + 5s), 0ms);
        (void)replicas.write("a", "new", start + 6s);
        QCOMPARE(replicas.staleness(start + 16s), 10'000ms);
        QCOMPARE(replicas.readReplica("a", start + 16s)->text, std::string("old"));
        replicas.setPartitioned(false, start + 16s);
        QCOMPARE(replicas.readReplica("a", start + 16s)->text, std::string("new"));
        QCOMPARE(replicas.replicaVersion(start + 16s), Replicas::Version{2});
    }

    void modesDifferWhilePartitioned_data()
    {
        QTest::addColumn<bool>("available");
        QTest::newRow("CP") << false;
        QTest::newRow("AP") << true;
    }

    void modesDifferWhilePartitioned()
    {
        QFETCH(bool, available);
        Randomness random(1);
        CapNode node(random, {});
        node.setMode(available ? CapMode::Ap : CapMode::Cp);
        const CapNode::Reply written = node.write("a", "1");
        QCOMPARE(written.status, CapNode::Status::Ok);
        // Wait for the lag by asking, not by sleeping.
        QTRY_COMPARE(node.replicas().replicaVersion(std::chrono::steady_clock::now()), written.version);
        node.replicas().setPartitioned(true, std::chrono::steady_clock::now());
        const CapNode::Reply read = node.read("a", written.version);
        QCOMPARE(read.status == CapNode::Status::Ok, available);
        QCOMPARE(node.write("a", "2").status == CapNode::Status::Ok, available);
        // A session that has seen the second write is never given the first.
        if (available) {
            QCOMPARE(node.read("a", written.version + 1).status, CapNode::Status::Unavailable);
        }
    }

    void anOpenBreakerSparesTheWait()
    {
        Randomness random(2);
        CapNode node(random, {});
        node.setMode(CapMode::Ap);
        node.changeFault({.down = true});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(node.read("a", 0).status, CapNode::Status::NotFound);
        const qint64 failing = timer.restart();
        for (int i = 0; i < 4; ++i) {
            (void)node.read("a", 0);
        }
        QCOMPARE(node.breaker().read(std::chrono::steady_clock::now()).state, Breaker::State::Open);
        QCOMPARE(node.connectionFailures(), std::uint64_t{5});
        timer.restart();
        (void)node.read("a", 0);
        const qint64 open = timer.elapsed();
        QVERIFY2(failing >= 195, qPrintable(QString::number(failing)));
        QVERIFY2(open >= 34 && open < failing, qPrintable(QString::number(open)));
    }
};

QTEST_GUILESS_MAIN(LabCapTest)
#include "tst_lab_caplab.moc"
