// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/ratelimiter.h"

#include <QTest>

#include <atomic>
#include <random>
#include <thread>

using namespace readyroom::lab;
using namespace std::chrono_literals;

namespace {

const RateLimiter::Time t0{};

/// How many of `times` requests are let in.
int admitted(RateLimiter &limiter, const std::string &client, int times, RateLimiter::Time at)
{
    int in = 0;
    for (int i = 0; i < times; ++i) {
        in += limiter.refuse(client, at) ? 0 : 1;
    }
    return in;
}

} // namespace

class TestRateLimiter final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void letsTenInAndSaysWhenToComeBack()
    {
        RateLimiter limiter({{10, 60s}, {100, 3600s}});
        QCOMPARE(admitted(limiter, "a", 15, t0), 10);
        const auto refusal = limiter.refuse("a", t0 + 20s);
        QVERIFY(refusal);
        QCOMPARE(refusal->limit, 0U);
        QCOMPARE(refusal->wait.count(), 40'000);
        QVERIFY(limiter.refuse("a", t0 + 59'999ms));
        QCOMPARE(admitted(limiter, "a", 15, t0 + 60s), 10);
    }
    void theLongerLimitHoldsToo()
    {
        RateLimiter limiter({{10, 60s}, {100, 3600s}});
        int in = 0;
        for (int minute = 0; minute < 12; ++minute) {
            in += admitted(limiter, "a", 12, t0 + minute * 60s);
        }
        QCOMPARE(in, 100);
        const auto refusal = limiter.refuse("a", t0 + 720s);
        QVERIFY(refusal);
        QCOMPARE(refusal->limit, 1U);
        QCOMPARE(refusal->wait.count(), (3600 - 720) * 1000);
        QCOMPARE(admitted(limiter, "a", 12, t0 + 3600s), 10);
    }
    void whatIsRefusedIsNotCounted()
    {
        RateLimiter limiter({{1, 60s}, {2, 3600s}});
        QCOMPARE(admitted(limiter, "a", 50, t0), 1);
        QCOMPARE(admitted(limiter, "a", 50, t0 + 60s), 1);
        QCOMPARE(admitted(limiter, "a", 50, t0 + 120s), 0);
    }
    void clientsHaveCountsOfTheirOwn()
    {
        RateLimiter limiter({{3, 60s}});
        QCOMPARE(admitted(limiter, "a", 5, t0), 3);
        QCOMPARE(admitted(limiter, "b", 5, t0), 3);
    }
    void remembersNoMoreClientsThanItMay()
    {
        RateLimiter limiter({{3, 60s}}, 100);
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(!limiter.refuse(std::to_string(i), t0));
            QVERIFY(limiter.clients() <= 100);
        }
        // Those whose windows have ended leave first.
        QVERIFY(!limiter.refuse("late", t0 + 61s));
        QCOMPARE(limiter.clients(), 1U);
    }
    void agreesWithCountingByHand()
    {
        constexpr std::uint64_t most = 5;
        RateLimiter limiter({{most, 10s}});
        std::mt19937 random(11);
        auto now = t0;
        auto begin = t0;
        std::uint64_t count = 0;
        for (int i = 0; i < 5000; ++i) {
            now += std::chrono::milliseconds(random() % 4000);
            if (now - begin >= 10s) {
                begin = now;
                count = 0;
            }
            const bool mayPass = count < most;
            count += mayPass ? 1 : 0;
            QCOMPARE(!limiter.refuse("a", now), mayPass);
        }
    }
    void manyThreadsGetNoMoreThanTheLimit()
    {
        RateLimiter limiter({{1000, 3600s}});
        std::atomic<int> in = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&] { in += admitted(limiter, "a", 400, t0); });
            }
        }
        QCOMPARE(in.load(), 1000);
    }
};

QTEST_APPLESS_MAIN(TestRateLimiter)
#include "tst_lab_ratelimiter.moc"
