// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/retrypolicy.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::monitor;
using namespace std::chrono_literals;

class TestRetryPolicy final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void doublesUpToAMinuteInALongOutage()
    {
        const std::array expected{1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s};
        for (int failures = 1; failures <= static_cast<int>(expected.size()); ++failures) {
            const Outage outage{.failures = failures, .lasted = 1h, .every = 5s};
            QCOMPARE(retryDelay(outage, 0.0), Duration{expected.at(static_cast<std::size_t>(failures - 1))});
        }
        QCOMPARE(retryDelay({.failures = 2'000'000'000, .lasted = 1h, .every = 5s}, 0.0), Duration{60s});
    }

    void jitterOnlyShortens()
    {
        const Outage outage{.failures = 3, .lasted = 1h, .every = 5s};
        QCOMPARE(retryDelay(outage, 0.0), Duration{4s});
        QCOMPARE(retryDelay(outage, 0.5), Duration{3500ms});
        QVERIFY(retryDelay(outage, 0.999) >= 3s);
    }

    void aShortOutageIsNeverWaitedOutLongerThanTheInterval()
    {
        for (int failures = 1; failures < 100; ++failures) {
            QVERIFY(retryDelay({.failures = failures, .lasted = 100s, .every = 5s}, 0.0) <= 5s);
        }
    }

    void longerThanTheIntervalIsATwentiethOfTheOutage()
    {
        QCOMPARE(retryDelay({.failures = 50, .lasted = 10min, .every = 5s}, 0.0), Duration{30s});
        QCOMPARE(retryDelay({.failures = 50, .lasted = 20min, .every = 5s}, 0.0), Duration{60s});
    }

    void aLongIntervalIsRetriedSooner()
    {
        QCOMPARE(retryDelay({.failures = 1, .every = 5min}, 0.0), Duration{1s});
        QCOMPARE(retryDelay({.failures = 9, .lasted = 5min, .every = 5min}, 0.0), Duration{60s});
    }

    void retryAfterIsHonouredAndCapped()
    {
        QCOMPARE(retryDelay({.failures = 1, .every = 5s, .retryAfter = 30s}, 0.0), Duration{30s});
        QCOMPARE(retryDelay({.failures = 1, .every = 5s, .retryAfter = 24h}, 0.0), Duration{5min});
        // A server that asks for less than the back-off gets the back-off.
        QCOMPARE(retryDelay({.failures = 1, .every = 5s, .retryAfter = 0s}, 0.0), Duration{1s});
    }

    void readsRetryAfter_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("expected"); // ms, -1: not understood
        QTest::newRow("seconds") << QByteArray("120") << qint64{120'000};
        QTest::newRow("zero") << QByteArray("0") << qint64{0};
        QTest::newRow("blanks around") << QByteArray(" 7\t") << qint64{7000};
        QTest::newRow("IMF-fixdate") << QByteArray("Sun, 06 Nov 1994 08:50:37 GMT") << qint64{60'000};
        QTest::newRow("RFC 850 date") << QByteArray("Sunday, 06-Nov-94 08:50:37 GMT") << qint64{60'000};
        QTest::newRow("asctime date") << QByteArray("Sun Nov  6 08:50:37 1994") << qint64{60'000};
        QTest::newRow("in the past") << QByteArray("Sun, 06 Nov 1994 08:00:00 GMT") << qint64{0};
        QTest::newRow("more than fits") << QByteArray(40, '9') << qint64{86'400'000};
        QTest::newRow("empty") << QByteArray() << qint64{-1};
        QTest::newRow("negative") << QByteArray("-5") << qint64{-1};
        QTest::newRow("words") << QByteArray("soon") << qint64{-1};
    }
    void readsRetryAfter()
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, expected);
        const Timestamp now{std::chrono::seconds{784'111'777}}; // Sun, 06 Nov 1994 08:49:37 GMT
        const std::optional<Duration> wait = parseRetryAfter(value, now);
        QCOMPARE(wait ? wait->count() : -1, expected);
    }
};

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
