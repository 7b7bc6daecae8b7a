// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/schedule.h"

#include <QTest>

#include <array>

using namespace readyroom;
using namespace readyroom::monitor;
using namespace std::chrono_literals;

namespace {

QByteArray url(int i)
{
    return "http://10.0.0." + QByteArray::number(i) + ":8080/metrics";
}

constexpr MonotonicTime start{Duration{123'456'789}};

} // namespace

class TestSchedule final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsItsPlaceFromRunToRun()
    {
        const Schedule first(url(1), 5s, start);
        const Schedule second(url(1), 5s, start + 7s);
        QCOMPARE(first.next(start + 20s), second.next(start + 20s));
    }

    void theFirstPollIsWithinASecond_data()
    {
        QTest::addColumn<int>("every");
        QTest::addColumn<int>("window");
        QTest::newRow("five seconds") << 5000 << 1000;
        QTest::newRow("shorter than a second") << 250 << 250;
    }
    void theFirstPollIsWithinASecond()
    {
        QFETCH(int, every);
        QFETCH(int, window);
        for (int i = 0; i < 200; ++i) {
            const Schedule schedule(url(i), Duration{every}, start);
            QVERIFY(schedule.first() >= start);
            QVERIFY(schedule.first() < start + Duration{window});
        }
    }

    void slotsAreExactlyOneIntervalApart()
    {
        for (int i = 0; i < 50; ++i) {
            const Schedule schedule(url(i), 5s, start);
            MonotonicTime slot = schedule.next(start);
            QVERIFY(slot > start);
            QVERIFY(slot <= start + 5s);
            for (int k = 0; k < 5; ++k) {
                QCOMPARE(schedule.next(slot), slot + 5s);
                QCOMPARE(schedule.next(slot - 1ms), slot);
                slot += 5s;
            }
        }
    }

    void theSecondPollKeepsItsDistance()
    {
        for (int i = 0; i < 200; ++i) {
            const Schedule schedule(url(i), 4s, start);
            const Duration gap = schedule.second() - schedule.first();
            QVERIFY2(gap >= 2s && gap <= 6s, qPrintable(QString::number(gap.count())));
        }
    }

    void aThousandEndpointsDoNotBurst()
    {
        std::array<int, 50> perSlice{}; // of 100 ms
        for (int i = 0; i < 1000; ++i) {
            const Schedule schedule(url(i), 5s, start);
            const Duration offset = schedule.next(start) - start;
            ++perSlice.at(static_cast<std::size_t>((offset.count() - 1) / 100));
        }
        // 20 on average; a slice of 60 would be far outside of what chance does.
        for (const int count : perSlice) {
            QVERIFY2(count > 2 && count < 60, qPrintable(QString::number(count)));
        }
    }

    void timesBeforeTheEpochOfTheClockHaveSlotsToo()
    {
        const Schedule schedule(url(3), 1s, MonotonicTime{});
        const MonotonicTime slot = schedule.next(MonotonicTime{} - 300ms);
        QVERIFY(slot > MonotonicTime{} - 300ms);
        QVERIFY(slot <= MonotonicTime{} + 700ms);
    }
};

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
