// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/feed.h"
#include "app/monitor/publisher.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <memory>

using namespace readyroom;
using namespace readyroom::monitor;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const fleet::FleetSnapshot> snapshotAt(std::int64_t ms)
{
    fleet::FleetSnapshot snapshot;
    snapshot.at = fromMillis(ms);
    return std::make_shared<const fleet::FleetSnapshot>(std::move(snapshot));
}

/// Counts what a publisher asks for.
struct Counted {
    Feed feed;
    int assembled = 0;
    int composed = 0;
    int composedUpToDate = 0;
    Duration costOfAssembly{0};
    Publisher publisher;

    explicit Counted(std::size_t services, Duration interval)
        : publisher(feed, services, interval,
                    {.assemble =
                         [this](std::size_t) {
                             ++assembled;
                             if (costOfAssembly > 0ms) {
                                 QThread::msleep(static_cast<unsigned long>(costOfAssembly.count()));
                             }
                         },
                     .compose =
                         [this](bool upToDate) {
                             ++composed;
                             composedUpToDate += upToDate ? 1 : 0;
                             return fleet::FleetSnapshot{};
                         }})
    {
    }
};

} // namespace

class TestFeed final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isNeverNull()
    {
        Feed feed;
        QVERIFY(feed.latest());
        QVERIFY(feed.latest()->services.empty());
        QVERIFY(!feed.latest()->complete);
    }

    void theLatestWinsAndIsAnnouncedOnce()
    {
        Feed feed;
        QSignalSpy changed(&feed, &FleetFeed::changed);
        const std::unique_ptr<QThread> engine(QThread::create([&feed] {
            for (int i = 1; i <= 1000; ++i) {
                feed.publish(snapshotAt(i));
            }
        }));
        engine->start();
        QVERIFY(engine->wait());
        QCOMPARE(changed.count(), 0);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(feed.latest()->at, fromMillis(1000));
        QCoreApplication::processEvents();
        QCOMPARE(changed.count(), 1);
    }

    void aFeedMayGoBeforeItsEvents()
    {
        auto feed = std::make_unique<Feed>();
        feed->publish(snapshotAt(1));
        feed.reset();
        QCoreApplication::processEvents();
    }

    void publishesAtMostOncePerInterval()
    {
        Counted counted(1, 100ms);
        QElapsedTimer time;
        time.start();
        while (time.elapsed() < 1050) {
            counted.publisher.touch(0, Publisher::Urgency::Soon);
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
            QThread::usleep(200);
        }
        QVERIFY2(counted.composed <= 11, qPrintable(QString::number(counted.composed)));
        QVERIFY2(counted.composed >= 5, qPrintable(QString::number(counted.composed)));
    }

    void figuresWaitAndThingsThatMatterDoNot()
    {
        Counted counted(2, 100ms);
        counted.publisher.touch(0, Publisher::Urgency::Routine);
        QTRY_COMPARE(counted.composed, 1); // the first goes out at once
        QElapsedTimer time;
        time.start();
        counted.publisher.touch(0, Publisher::Urgency::Routine);
        counted.publisher.touch(0, Publisher::Urgency::Routine);
        QTRY_COMPARE(counted.composed, 2);
        QVERIFY2(time.elapsed() >= 400, qPrintable(QString::number(time.elapsed())));
        QCOMPARE(counted.assembled, 2);
        time.start();
        counted.publisher.touch(0, Publisher::Urgency::Routine);
        counted.publisher.touch(1, Publisher::Urgency::Soon);
        QTRY_COMPARE(counted.composed, 3);
        QVERIFY2(time.elapsed() < 400, qPrintable(QString::number(time.elapsed())));
        QCOMPARE(counted.assembled, 4);
    }

    void aLargeBatchLeavesTheLoopInBetween()
    {
        Counted counted(40, 20ms);
        counted.costOfAssembly = 4ms;
        int turns = 0;
        QTimer other;
        connect(&other, &QTimer::timeout, this, [&turns] { ++turns; });
        other.start(1);
        counted.publisher.touchAll(Publisher::Urgency::Soon);
        QTRY_VERIFY(counted.composedUpToDate >= 1);
        QCOMPARE(counted.assembled, 40);
        QVERIFY2(turns >= 5, qPrintable(QString::number(turns)));
        QVERIFY(counted.composed > counted.composedUpToDate);
    }

    void saysNothingAfterStop()
    {
        Counted counted(3, 10ms);
        counted.publisher.touchAll(Publisher::Urgency::Soon);
        counted.publisher.stop();
        QTest::qWait(50);
        QCOMPARE(counted.composed, 0);
        QCOMPARE(counted.assembled, 0);
    }
};

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"
