// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/endpointtracker.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::monitor;
using namespace std::chrono_literals;
using fleet::EndpointState;
using namespace Qt::StringLiterals;

namespace {

constexpr Timestamp start{std::chrono::seconds{1'700'000'000}};

EndpointTracker tracker()
{
    const fleet::Endpoint endpoint{.path = u"/metrics"_s, .every = 5s, .timeout = 3s};
    return EndpointTracker({u"test"_s, u"shop"_s, u"a:80"_s, fleet::EndpointKind::Metrics, u"/metrics"_s}, endpoint);
}

PollResult good(Timestamp at)
{
    return {.at = at, .status = 200, .seconds = 0.02, .samples = 12, .format = u"Prometheus text"_s};
}

PollResult bad(Timestamp at, Error::Kind kind = Error::Kind::Connect)
{
    return {.at = at, .status = 0, .seconds = 3, .error = Error{kind, u"The connection was refused."_s}};
}

} // namespace

class TestEndpointTracker final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beginsPending()
    {
        const EndpointTracker t = tracker();
        QCOMPARE(t.status().state, EndpointState::Pending);
        QVERIFY(!t.isUp());
        QVERIFY(!t.isSettled());
        QCOMPARE(t.status().seconds, -1.0);
    }

    void anAnswerMakesItOk()
    {
        EndpointTracker t = tracker();
        QVERIFY(t.record(good(start)));
        QCOMPARE(t.status().state, EndpointState::Ok);
        QCOMPARE(t.status().samples, 12);
        QCOMPARE(t.status().format, u"Prometheus text"_s);
        QCOMPARE(t.status().lastAnswer, std::optional(start));
        QVERIFY(t.isSettled());
        QVERIFY2(!t.record(good(start + 5s)), "the same state again is no change");
    }

    void aFailureKeepsWhatIsKnown()
    {
        EndpointTracker t = tracker();
        t.record(good(start));
        QVERIFY(t.record(bad(start + 5s)));
        QCOMPARE(t.status().state, EndpointState::Failed);
        QCOMPARE(t.status().error, u"The connection was refused."_s);
        QCOMPARE(t.status().lastAnswer, std::optional(start));
        QCOMPARE(t.status().lastAttempt, std::optional(start + 5s));
        QCOMPARE(t.status().samples, 12);
        QVERIFY(t.record(good(start + 10s)));
        QVERIFY(t.status().error.isEmpty());
    }

    void settlesAfterTwoFailures()
    {
        EndpointTracker t = tracker();
        t.record(bad(start));
        QVERIFY(!t.isSettled());
        t.record(bad(start + 1s));
        QVERIFY(t.isSettled());
    }

    void notExposedIsSettledAndNotUp()
    {
        EndpointTracker t = tracker();
        t.record(good(start));
        QVERIFY(t.record(bad(start + 5s, Error::Kind::NotExposed)));
        QCOMPARE(t.status().state, EndpointState::NotExposed);
        QVERIFY(t.isSettled());
        QVERIFY(!t.isUp());
        QCOMPARE(t.status().samples, 0);
    }

    void goesStaleAfterTwoIntervalsAndATimeout()
    {
        EndpointTracker t = tracker();
        t.record(good(start));
        QVERIFY(!t.refresh(start + 13s));
        QVERIFY(t.refresh(start + 13s + 1ms));
        QCOMPARE(t.status().state, EndpointState::Stale);
        QVERIFY(!t.isUp());
        QVERIFY2(!t.refresh(start + 20s), "once");
        QVERIFY(t.record(good(start + 21s)));
        QVERIFY(t.isUp());
    }

    void onlyWhatWasOkGoesStale()
    {
        EndpointTracker t = tracker();
        QVERIFY(!t.refresh(start + 1h));
        t.record(bad(start));
        QVERIFY(!t.refresh(start + 1h));
        QCOMPARE(t.status().state, EndpointState::Failed);
    }

    void isAsleepUntilPolledAgain()
    {
        EndpointTracker t = tracker();
        t.record(good(start));
        t.wakeUp();
        QVERIFY(t.isAsleep());
        t.record(good(start + 1h));
        QVERIFY(!t.isAsleep());
    }
};

QTEST_GUILESS_MAIN(TestEndpointTracker)
#include "tst_endpointtracker.moc"
