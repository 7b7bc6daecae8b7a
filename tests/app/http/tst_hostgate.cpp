// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/hostgate.h"
#include "tests/support/await.h"

#include <QTest>

#include <vector>

using namespace readyroom;
using namespace readyroom::http;
using namespace Qt::StringLiterals;
using test::outcomeOf;

using Entry = test::Outcome<Result<HostGate::Permit>>;

class TestHostGate final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void limitsOneHostAndNoOther()
    {
        HostGate gate({.perHost = 2, .overall = 10, .suspects = 10});
        std::vector<Entry> hung;
        for (int i = 0; i < 7; ++i) {
            hung.push_back(outcomeOf(gate.enter(u"hung:80"_s)));
        }
        QCOMPARE(gate.underWay(), 2);
        QCOMPARE(gate.waiting(), 5);
        const Entry other = outcomeOf(gate.enter(u"healthy:80"_s));
        QVERIFY2(*other, "a healthy host waits behind a hung one");
    }

    void firstComeFirstServed()
    {
        HostGate gate({.perHost = 1, .overall = 10, .suspects = 10});
        const Entry first = outcomeOf(gate.enter(u"a:80"_s));
        const Entry second = outcomeOf(gate.enter(u"a:80"_s));
        const Entry third = outcomeOf(gate.enter(u"a:80"_s));
        first->reset();
        QTRY_VERIFY(*second);
        QVERIFY(!*third);
        second->reset();
        QTRY_VERIFY(*third);
        third->reset();
        QCOMPARE(gate.underWay(), 0);
    }

    void fullOverallServesTheOldestThatMayEnter()
    {
        HostGate gate({.perHost = 1, .overall = 2, .suspects = 2});
        const Entry a = outcomeOf(gate.enter(u"a:80"_s));
        const Entry b = outcomeOf(gate.enter(u"b:80"_s));
        const Entry aAgain = outcomeOf(gate.enter(u"a:80"_s));
        const Entry c = outcomeOf(gate.enter(u"c:80"_s));
        b->reset();
        QTRY_VERIFY(*c);
        QVERIFY(!*aAgain);
        a->reset();
        QTRY_VERIFY(*aAgain);
    }

    void suspectsLeaveRoom()
    {
        HostGate gate({.perHost = 4, .overall = 3, .suspects = 1});
        for (const QString &host : {u"bad1:80"_s, u"bad2:80"_s}) {
            const Entry entry = outcomeOf(gate.enter(host));
            (*entry)->value().report(false);
            entry->reset();
        }
        const Entry one = outcomeOf(gate.enter(u"bad1:80"_s));
        const Entry two = outcomeOf(gate.enter(u"bad2:80"_s));
        QVERIFY(*one);
        QVERIFY2(!*two, "suspects took more than their share");
        const Entry good = outcomeOf(gate.enter(u"good:80"_s));
        QVERIFY(*good);
        (*one)->value().report(true);
        one->reset();
        QTRY_VERIFY(*two);
        const Entry recovered = outcomeOf(gate.enter(u"bad1:80"_s));
        QVERIFY2(*recovered, "a host that answered again is still suspect");
    }

    void stopLeavesTheQueue()
    {
        HostGate gate({.perHost = 1, .overall = 10, .suspects = 10});
        const Entry first = outcomeOf(gate.enter(u"a:80"_s));
        std::stop_source stop;
        const Entry second = outcomeOf(gate.enter(u"a:80"_s, stop.get_token()));
        const Entry third = outcomeOf(gate.enter(u"a:80"_s));
        stop.request_stop();
        // Given back before the one who withdrew has been told: the next must still get it.
        first->reset();
        QTRY_VERIFY(*second && *third);
        QCOMPARE((*second)->error().kind, Error::Kind::Cancelled);
        QVERIFY((*third)->has_value());
        QCOMPARE(gate.waiting(), 0);
        QCOMPARE(gate.underWay(), 1);
    }

    void goneGateCancelsAndPermitsOutliveIt()
    {
        auto gate = std::make_unique<HostGate>(GateLimits{.perHost = 1, .overall = 10, .suspects = 10});
        const Entry first = outcomeOf(gate->enter(u"a:80"_s));
        const Entry second = outcomeOf(gate->enter(u"a:80"_s));
        gate.reset();
        QTRY_VERIFY(*second);
        QCOMPARE((*second)->error().kind, Error::Kind::Cancelled);
        first->reset();
    }
};

QTEST_GUILESS_MAIN(TestHostGate)
#include "tst_hostgate.moc"
