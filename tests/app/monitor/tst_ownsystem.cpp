// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/networkjudge.h"
#include "app/monitor/suspend.h"
#include "app/monitor/systemnetwork.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::monitor;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr MonotonicTime start{Duration{1'000'000}};

constexpr const char *routedTable =
    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
    "eth0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
    "eth0\t0000A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n";
constexpr const char *unroutedTable =
    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
    "eth0\t0000A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n";
constexpr const char *routedTable6 = "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
                                     "fe800000000000000000000000000001 00000400 00000001 00000000 00000003 eth0\n";
constexpr const char *unreachableTable6 =
    "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
    "00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n";

Answer failed(Error::Kind kind, double connect = -1)
{
    Answer answer;
    answer.error = Error{kind, u"It failed."_s};
    answer.timings.connect = Timings::Seconds{connect};
    return answer;
}

} // namespace

class TestOwnSystem final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wakingUpIsNoticedOnce()
    {
        SuspendDetector detector(10s, start, start + 500s);
        QVERIFY(!detector.wokeUp(start + 5s, start + 505s));
        QVERIFY(detector.wokeUp(start + 10s, start + 1510s));
        QVERIFY(!detector.wokeUp(start + 15s, start + 1515s));
        QVERIFY(detector.wokeUp(start + 20s, start + 2520s));
    }

    void aSlowProgramIsNotAsleep()
    {
        SuspendDetector detector(10s, start, start);
        QVERIFY(!detector.wokeUp(start + 1h, start + 1h));
        QVERIFY(!detector.wokeUp(start + 2h, start + 2h + 10s));
    }

    void shortNapsAddUp()
    {
        SuspendDetector detector(10s, start, start);
        QVERIFY(!detector.wokeUp(start + 1s, start + 7s));
        QVERIFY(detector.wokeUp(start + 2s, start + 14s));
    }

    void loopbackHostsSayNothing()
    {
        for (const QString &host : {u"localhost"_s, u"127.0.0.1"_s, u"127.3.2.1"_s, u"::1"_s, u"LocalHost"_s}) {
            QVERIFY2(NetworkJudge::isLoopback(host), qPrintable(host));
        }
        QVERIFY(!NetworkJudge::isLoopback(u"10.0.0.1"_s));
        QVERIFY(!NetworkJudge::isLoopback(u"example.org"_s));
        NetworkJudge judge;
        judge.addHost(u"127.0.0.1"_s);
        judge.addHost(u"localhost"_s);
        judge.record(u"127.0.0.1"_s, false);
        judge.record(u"localhost"_s, false);
        judge.setSystemOffline(true);
        QVERIFY(!judge.isOut());
        QVERIFY(!judge.hasUnreachable());
    }

    void allHostsAtOnceMeansOurNetwork()
    {
        NetworkJudge judge;
        judge.addHost(u"a"_s);
        judge.addHost(u"b"_s);
        judge.record(u"a"_s, false);
        QVERIFY2(!judge.isOut(), "the other one has not been asked yet");
        judge.record(u"b"_s, false);
        QVERIFY(judge.isOut());
        judge.record(u"a"_s, true);
        QVERIFY(!judge.isOut());
    }

    void oneHostAloneIsTheHost()
    {
        NetworkJudge judge;
        judge.addHost(u"a"_s);
        judge.record(u"a"_s, false);
        QVERIFY(!judge.isOut());
        judge.setSystemOffline(true);
        QVERIFY(judge.isOut());
        judge.reset();
        QVERIFY(!judge.isOut());
    }

    void anAnswerOfAnyKindProvesTheNetwork_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("connect");
        QTest::addColumn<bool>("reached");
        QTest::newRow("no name") << int(Error::Kind::Dns) << -1.0 << false;
        QTest::newRow("refused") << int(Error::Kind::Connect) << -1.0 << false;
        QTest::newRow("no connection in time") << int(Error::Kind::Timeout) << -1.0 << false;
        QTest::newRow("connected and hung") << int(Error::Kind::Timeout) << 0.01 << true;
        QTest::newRow("bad certificate") << int(Error::Kind::Tls) << 0.01 << true;
        QTest::newRow("broken protocol") << int(Error::Kind::Http) << 0.01 << true;
    }
    void anAnswerOfAnyKindProvesTheNetwork()
    {
        QFETCH(int, kind);
        QFETCH(double, connect);
        QFETCH(bool, reached);
        QCOMPARE(NetworkJudge::reached(failed(static_cast<Error::Kind>(kind), connect)), reached);
        QVERIFY(NetworkJudge::reached(Answer{}));
    }

    void readsTheRoutingTables()
    {
        QVERIFY(hasDefaultRoute4(routedTable));
        QVERIFY(!hasDefaultRoute4(unroutedTable));
        QVERIFY(!hasDefaultRoute4(""));
        QVERIFY(hasDefaultRoute6(routedTable6));
        QVERIFY(!hasDefaultRoute6(unreachableTable6));
        QVERIFY(!hasDefaultRoute6("garbage\n\n00 00"));
    }
};

QTEST_GUILESS_MAIN(TestOwnSystem)
#include "tst_ownsystem.moc"
