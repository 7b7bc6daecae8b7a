// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/breaker.h"

#include <QTest>

using namespace readyroom::lab;
using namespace std::chrono_literals;
using State = Breaker::State;

namespace {

const Breaker::Time t0{};
constexpr BreakerOptions options{.failuresToOpen = 5, .openFor = 15s, .successesToClose = 2};

void fail(Breaker &breaker, int times, Breaker::Time at)
{
    for (int i = 0; i < times; ++i) {
        breaker.failed(breaker.tryAcquire(at).value(), at);
    }
}

} // namespace

class TestBreaker final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensOnConsecutiveFailuresOnly()
    {
        Breaker breaker("b", options, t0);
        fail(breaker, 4, t0);
        breaker.succeeded(breaker.tryAcquire(t0).value(), t0);
        fail(breaker, 4, t0);
        QCOMPARE(breaker.read(t0).state, State::Closed);
        fail(breaker, 1, t0);
        QCOMPARE(breaker.read(t0).state, State::Open);
        QCOMPARE(breaker.read(t0).opened, 1U);
        QVERIFY(!breaker.tryAcquire(t0 + 14s));
        QCOMPARE(breaker.read(t0).rejected, 1U);
    }
    void triesOneCallAtATimeAndCloses()
    {
        Breaker breaker("b", options, t0);
        fail(breaker, 5, t0);
        QCOMPARE(breaker.read(t0 + 15s).state, State::HalfOpen);
        const auto first = breaker.tryAcquire(t0 + 15s);
        QVERIFY(first);
        QVERIFY(!breaker.tryAcquire(t0 + 15s));
        breaker.succeeded(*first, t0 + 16s);
        QCOMPARE(breaker.read(t0 + 16s).state, State::HalfOpen);
        breaker.succeeded(breaker.tryAcquire(t0 + 16s).value(), t0 + 16s);
        QCOMPARE(breaker.read(t0 + 16s).state, State::Closed);
    }
    void opensAgainWhenTheTrialFails()
    {
        Breaker breaker("b", options, t0);
        fail(breaker, 5, t0);
        breaker.failed(breaker.tryAcquire(t0 + 15s).value(), t0 + 16s);
        QCOMPARE(breaker.read(t0 + 16s).state, State::Open);
        QCOMPARE(breaker.read(t0 + 30s).state, State::Open);
        QCOMPARE(breaker.read(t0 + 31s).state, State::HalfOpen);
        QCOMPARE(breaker.read(t0 + 31s).opened, 2U);
    }
    void aLateOutcomeMovesNothing()
    {
        Breaker breaker("b", options, t0);
        const auto early = breaker.tryAcquire(t0);
        fail(breaker, 5, t0);
        QCOMPARE(breaker.read(t0 + 15s).state, State::HalfOpen);
        breaker.failed(*early, t0 + 15s);
        QCOMPARE(breaker.read(t0 + 15s).state, State::HalfOpen);
        QCOMPARE(breaker.read(t0 + 15s).failedCalls, 6U);
    }
    void byHand()
    {
        Breaker breaker("b", options, t0);
        breaker.set(State::ForcedOpen, t0);
        QVERIFY(!breaker.tryAcquire(t0 + 1h));
        breaker.set(State::Disabled, t0);
        fail(breaker, 20, t0);
        QCOMPARE(breaker.read(t0).state, State::Disabled);
        breaker.set(State::Closed, t0);
        fail(breaker, 5, t0);
        QCOMPARE(breaker.read(t0).state, State::Open);
    }
};

QTEST_APPLESS_MAIN(TestBreaker)
#include "tst_lab_breaker.moc"
