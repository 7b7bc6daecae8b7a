// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/ratelimiter.h"

#include <QTest>

using namespace readyroom::lab;
using namespace std::chrono_literals;

/// Limits per client in fixed windows.
class LabRateLimiterTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void letsTenInAMinute()
    {
        RateLimiter limiter({{.count = 10, .window = 60s}, {.count = 100, .window = 3600s}});
        const RateLimiter::Time start{};
        for (int i = 0; i < 10; ++i) {
            QVERIFY(!limiter.refuse("ada", start + i * 1s));
        }
        const auto refusal = limiter.refuse("ada", start + 10s);
        QVERIFY(refusal.has_value());
        QCOMPARE(refusal->limit, std::size_t{0});
        QCOMPARE(refusal->wait, 50'000ms);
        QVERIFY(!limiter.refuse("bob", start + 10s));
        QVERIFY(!limiter.refuse("ada", start + 60s));
    }

    void letsAHundredInAnHour()
    {
        RateLimiter limiter({{.count = 10, .window = 60s}, {.count = 100, .window = 3600s}});
        RateLimiter::Time now{};
        for (int i = 0; i < 100; ++i) {
            QVERIFY2(!limiter.refuse("ada", now), qPrintable(QString::number(i)));
            now += 10s;
        }
        const auto refusal = limiter.refuse("ada", now);
        QVERIFY(refusal.has_value());
        QCOMPARE(refusal->limit, std::size_t{1});
        QCOMPARE(refusal->wait, 2'600'000ms);
    }

    void refusalsDoNotCount()
    {
        RateLimiter limiter({{.count = 1, .window = 60s}});
        const RateLimiter::Time start{};
        QVERIFY(!limiter.refuse("ada", start));
        for (int i = 1; i < 60; ++i) {
            QVERIFY(limiter.refuse("ada", start + i * 1s));
        }
        QVERIFY(!limiter.refuse("ada", start + 60s));
    }

    void remembersABoundedNumberOfClients()
    {
        RateLimiter limiter({{.count = 1, .window = 60s}}, 100);
        for (int i = 0; i < 1000; ++i) {
            (void)limiter.refuse(std::to_string(i), RateLimiter::Time{} + i * 1ms);
            QVERIFY(limiter.clients() <= 100);
        }
    }
};

QTEST_GUILESS_MAIN(LabRateLimiterTest)
#include "tst_lab_ratelimiter.moc"
