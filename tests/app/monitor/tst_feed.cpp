// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/feed.h"
#include "app/monitor/publisher.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <memory>
#include <vector>

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
    QElapsedTimer sinceMade;
    std::vector<qint64> composedAt; ///< ms since this was made
    Publisher publisher;

    explicit Counted(std::size_t services, Duration interval)
        : publisher(feed, services, interval,
                    {.assemble =
                         [this](std::size_t) {
                             ++assembled;
                             const QDeadlineTimer busy(costOfAssembly, Qt::PreciseTimer);
                             while (!busy.hasExpired()) {
                                 // as assembling a large service keeps the thread
                             }
                         },
                     .compose =
                         [this](bool upToDate) {
                             ++composed;
                             composedAt.push_back(sinceMade.elapsed());
                             composedUpToDate += upToDate ? 1 : 0;
                             return fleet::FleetSnapshot{};
                         }})
    {
        sinceMade.start();
    }
    [[nodiscard]] qint64 lastGap() const { return composedAt.back() - composedAt.at(composedAt.size() - 2); }
};

/// Returns when a timer of this thread that was started now has fired: those that were due before it have fired too.
bool timersHaveFired(Duration time)
{
    QTimer timer;
    QSignalSpy fired(&timer, &QTimer::timeout);
    timer.setSingleShot(true);
    timer.start(time);
    return fired.wait();
}

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
        for (std::size_t i = 1; i < counted.composedAt.size(); ++i) {
            const qint64 gap = counted.composedAt[i] - counted.composedAt[i - 1];
            QVERIFY2(gap >= 95, qPrintable(QString::number(gap))); // Qt's coarse timers may be 5 % early
        }
        QVERIFY2(counted.composed >= 3, qPrintable(QString::number(counted.composed)));
    }

    void figuresWaitAndThingsThatMatterDoNot()
    {
        Counted counted(2, 200ms);
        counted.publisher.touch(0, Publisher::Urgency::Routine);
        QTRY_COMPARE(counted.composed, 1); // the first goes out at once
        counted.publisher.touch(0, Publisher::Urgency::Routine);
        counted.publisher.touch(0, Publisher::Urgency::Routine);
        QTRY_COMPARE(counted.composed, 2);
        QVERIFY2(counted.lastGap() >= 900, qPrintable(QString::number(counted.lastGap())));
        QCOMPARE(counted.assembled, 2);
        counted.publisher.touch(0, Publisher::Urgency::Routine);
        counted.publisher.touch(1, Publisher::Urgency::Soon);
        QTRY_COMPARE(counted.composed, 3);
        QVERIFY2(counted.lastGap() < 900, qPrintable(QString::number(counted.lastGap())));
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
        QVERIFY(timersHaveFired(50ms));
        QCOMPARE(counted.composed, 0);
        QCOMPARE(counted.assembled, 0);
    }
};

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"
