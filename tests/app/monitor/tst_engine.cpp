// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/monitor/enginebench.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace readyroom;
using namespace readyroom::monitor;
using namespace readyroom::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using fleet::EndpointKind;
using fleet::ServiceState;

using Bench = EngineBench;

class TestEngine final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishesTheFleetBeforeAnyAnswer()
    {
        Bench bench;
        QTRY_COMPARE(bench.engine->feed().latest()->services.size(), std::size_t{1});
        QCOMPARE(bench.state(), ServiceState::Unknown);
        QVERIFY(!bench.shop().reasons.empty());
        QVERIFY(!bench.engine->feed().latest()->complete);
    }

    void allWellIsOkAndComplete()
    {
        Bench bench;
        bench.giveAllWell();
        QTRY_VERIFY(bench.engine->feed().latest()->complete);
        const fleet::ServiceStatus shop = bench.shop();
        QCOMPARE(shop.state, ServiceState::Ok);
        QVERIFY(shop.reasons.empty());
        QCOMPARE(shop.instances.size(), std::size_t{2});
        QVERIFY(shop.instances[0].up);
        QCOMPARE(shop.instances[0].endpoints.size(), std::size_t{3});
        QCOMPARE(shop.instances[0].endpoints[0].health.size(), std::size_t{2}); // the whole, and db
        QCOMPARE(shop.signals_.breakers.size(), std::size_t{2});
        QCOMPARE(shop.signals_.breakers[0].state, fleet::BreakerState::Closed);
        QCOMPARE(bench.value(u"count(up == 1)"_s), 6.0);
    }

    void anOpenBreakerIsCriticalAtOnce()
    {
        Bench bench(shopFleet(), 1h); // no cycle comes to help
        bench.giveAllWell();
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
        QTRY_COMPARE(bench.shop().signals_.breakers.size(), std::size_t{2}); // both seen before time goes on
        bench.clock->advance(5s);
        const Timestamp opened = bench.clock->now();
        bench.give(EndpointKind::Breakers, 1, openBreakers);
        QTRY_COMPARE(bench.state(), ServiceState::Critical);
        const fleet::ServiceStatus shop = bench.shop();
        QVERIFY2(shop.reasons.front().text.contains(u"payments"_s), qPrintable(shop.reasons.front().text));
        QCOMPARE(shop.stateSince, std::optional(opened));
        QCOMPARE(shop.signals_.breakers[1].state, fleet::BreakerState::Open);
        QCOMPARE(shop.signals_.breakers[1].since, std::optional(opened));
        QCOMPARE(shop.signals_.breakers[0].since, std::optional(opened - 5s));
        QVERIFY(!shop.contradictions.isEmpty());
        bench.clock->advance(5s);
        bench.give(EndpointKind::Breakers, 1, closedBreakers);
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
    }

    void breakersOfAMetricsPageAreAsQuick()
    {
        Bench bench(shopFleet(), 1h);
        const QByteArray closed = "resilience4j_circuitbreaker_state{name=\"stock\",state=\"closed\"} 1\n"
                                  "resilience4j_circuitbreaker_state{name=\"stock\",state=\"open\"} 0\n";
        const QByteArray open = "resilience4j_circuitbreaker_state{name=\"stock\",state=\"closed\"} 0\n"
                                "resilience4j_circuitbreaker_state{name=\"stock\",state=\"open\"} 1\n";
        bench.give(EndpointKind::Metrics, 0, closed);
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
        QCOMPARE(bench.value(u"count(service:breaker_state == 1)"_s), 1.0);
        bench.clock->advance(5s);
        bench.give(EndpointKind::Metrics, 0, open);
        QTRY_COMPARE(bench.state(), ServiceState::Critical);
        QVERIFY(bench.shop().reasons.front().text.contains(u"stock"_s));
        // The page goes away: so does what was recorded from it.
        bench.clock->advance(5s);
        bench.giveStatus(EndpointKind::Metrics, 0, 404);
        QTRY_VERIFY(bench.query(u"service:breaker_state"_s).empty());
        QTRY_VERIFY(bench.shop().signals_.breakers.empty());
    }

    void downIsCriticalAndComesBack()
    {
        Bench bench(shopFleet(), 1h);
        bench.giveAllWell();
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
        bench.clock->advance(5s);
        bench.refuseAll();
        QTRY_COMPARE(bench.state(), ServiceState::Critical);
        QVERIFY(!bench.shop().instances[0].up);
        QCOMPARE(bench.shop().instances[0].endpoints[0].error, u"The connection was refused."_s);
        QVERIFY2(bench.query(u"requests"_s).empty(), "stale markers end what the page said");
        QCOMPARE(bench.value(u"sum(up)"_s), 0.0);
        bench.clock->advance(5s);
        bench.giveAllWell();
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
        QCOMPARE(bench.value(u"sum(requests)"_s), 2.0);
    }

    void healthThatSaysDownCounts()
    {
        Bench bench(shopFleet(), 1h);
        bench.giveAllWell();
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
        bench.clock->advance(5s);
        for (const int instance : {0, 1}) {
            Answer answer = bench.answer(EndpointKind::Health, instance, healthDown, "application/json");
            answer.status = 503;
            bench.source->give(answer);
        }
        QTRY_COMPARE(bench.state(), ServiceState::Critical);
        QVERIFY(bench.shop().instances[0].up);
    }

    void notExposedIsUnknownNeverDown()
    {
        Bench bench;
        for (const int instance : {0, 1}) {
            for (const EndpointKind kind : {EndpointKind::Health, EndpointKind::Metrics, EndpointKind::Breakers}) {
                bench.giveStatus(kind, instance, 404);
            }
        }
        QTRY_VERIFY(bench.engine->feed().latest()->complete);
        QCOMPARE(bench.state(), ServiceState::Unknown);
        QCOMPARE(bench.shop().instances[0].endpoints[0].state, fleet::EndpointState::NotExposed);
        QVERIFY(bench.query(u"up"_s).empty());
    }

    void aRequiredEndpointThatIsMissingIsCritical()
    {
        fleet::Fleet fleet = shopFleet();
        fleet.services[0].endpoints[1].required = true;
        Bench bench(fleet, 1h);
        bench.give(EndpointKind::Health, 0, healthUp);
        bench.giveStatus(EndpointKind::Metrics, 0, 404);
        QTRY_COMPARE(bench.state(), ServiceState::Critical);
        QCOMPARE(bench.shop().instances[0].endpoints[1].state, fleet::EndpointState::Failed);
    }

    void aLoginPageIsAFailureWithASentence()
    {
        Bench bench(shopFleet(), 1h);
        bench.give(EndpointKind::Health, 0, healthUp);
        bench.source->give(
            bench.answer(EndpointKind::Metrics, 0, "<!doctype html><html><title>Sign in</title></html>", "text/html"));
        QTRY_COMPARE(bench.endpointState(0, 1), fleet::EndpointState::Failed);
        QVERIFY(!bench.shop().instances[0].endpoints[1].error.isEmpty());
    }

    void signalsComeFromRealPages()
    {
        Bench bench;
        const auto page = [](int seconds) -> QByteArray {
            return "http_requests_total{code=\"200\"} " + QByteArray::number(95 * seconds)
                + "\nhttp_requests_total{code=\"500\"} " + QByteArray::number(5 * seconds) + "\n";
        };
        bench.give(EndpointKind::Health, 0, healthUp);
        for (int seconds = 0; seconds <= 60; seconds += 5) {
            bench.give(EndpointKind::Metrics, 0, page(seconds));
            bench.clock->advance(5s);
        }
        QTRY_VERIFY(bench.shop().signals_.requestRate.has_value());
        QTRY_VERIFY2(std::abs(*bench.shop().signals_.requestRate - 100) < 10,
                     qPrintable(QString::number(*bench.shop().signals_.requestRate)));
        QVERIFY(std::abs(bench.shop().signals_.errorRatio.value_or(-1) - 0.05) < 0.001);
        QVERIFY(bench.value(u"service:request_rate{service=\"shop\"}"_s) > 90);
        // The target stops answering: its signals end, they do not freeze or fall to zero.
        bench.refuse(EndpointKind::Metrics, 0);
        bench.clock->advance(10min);
        QTRY_VERIFY(!bench.shop().signals_.requestRate.has_value());
    }

    void recordsAboutItself()
    {
        Bench bench;
        bench.giveAllWell();
        QTRY_VERIFY_WITH_TIMEOUT(bench.value(u"readyroom_series{job=\"readyroom\",instance=\"self\"}"_s) > 10, 10000);
        QCOMPARE(bench.value(u"readyroom_memory_budget_bytes"_s), 512.0 * 1024 * 1024);
        QVERIFY(bench.value(u"readyroom_memory_bytes"_s) > 0);
        QVERIFY(bench.value(u"readyroom_samples_appended_total"_s) > 10);
        QVERIFY(bench.value(u"readyroom_oldest_sample_timestamp_seconds"_s) > 1.6e9);
    }

    void sleepIsNotAnOutage()
    {
        Bench bench;
        bench.giveAllWell();
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
        bench.clock->sleep(8h);
        QTRY_COMPARE(bench.state(), ServiceState::Asleep);
        // Right after it connections fail because the network is not back yet.
        bench.refuseAll();
        QSignalSpy changed(&bench.engine->feed(), &FleetFeed::changed);
        QTRY_VERIFY(changed.count() >= 3);
        QCOMPARE(bench.state(), ServiceState::Asleep);
        bench.giveAllWell();
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
        // Half a minute later a failure is a failure.
        bench.clock->advance(31s);
        bench.refuseAll();
        QTRY_COMPARE(bench.state(), ServiceState::Critical);
    }

    void ourOwnNetworkOutIsSaidOnce()
    {
        fleet::Fleet fleet = shopFleet();
        fleet::Service other = fleet.services[0];
        other.name = u"bank"_s;
        other.instances = {QUrl(u"http://10.9.9.9:8080"_s)};
        other.endpoints.resize(1);
        fleet.services.push_back(other);
        Bench bench(fleet);
        Answer bank = bench.answer(EndpointKind::Health, 0, healthUp, "application/json");
        bank.endpoint.service = u"bank"_s;
        bank.endpoint.instance = u"10.9.9.9:8080"_s;
        bench.giveAllWell();
        bench.source->give(bank);
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
        QVERIFY(bench.engine->feed().latest()->notice.isEmpty());
        bench.clock->advance(5s);
        bank.at = bench.clock->now();
        bank.status = 0;
        bank.error = Error{Error::Kind::Connect, u"There is no route to the host."_s};
        bench.refuseAll();
        bench.source->give(bank);
        QTRY_VERIFY(!bench.engine->feed().latest()->notice.isEmpty());
        QTRY_COMPARE(bench.state(), ServiceState::Unknown);
        bench.clock->advance(5s);
        bench.giveAllWell();
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
        QVERIFY(bench.engine->feed().latest()->notice.isEmpty());
    }

    void whatGoesQuietIsStale()
    {
        Bench bench;
        bench.giveAllWell();
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
        bench.clock->advance(20s); // more than 2 × 5 s + 3 s
        QTRY_COMPARE(bench.endpointState(0, 0), fleet::EndpointState::Stale);
        QVERIFY(!bench.shop().instances[0].up);
    }

    void snapshotsAreBounded()
    {
        Bench bench;
        QSignalSpy changed(&bench.engine->feed(), &FleetFeed::changed);
        QElapsedTimer time;
        time.start();
        int given = 0;
        while (time.elapsed() < 1000 || given <= 100) {
            bench.clock->advance(1ms);
            bench.give(EndpointKind::Breakers, 0, given++ % 2 == 0 ? openBreakers : closedBreakers);
            QCoreApplication::processEvents();
        }
        const qint64 intervals = time.elapsed() / 20;
        QVERIFY2(changed.count() <= intervals + 2, qPrintable(QString::number(changed.count())));
        QVERIFY(changed.count() >= 5);
    }

    void answersOfStrangersAreIgnored()
    {
        Bench bench;
        Answer stranger = bench.answer(EndpointKind::Metrics, 0, "intruder 1\n", "text/plain");
        stranger.endpoint.service = u"nobody"_s;
        bench.source->give(stranger);
        bench.giveAllWell();
        QTRY_COMPARE(bench.state(), ServiceState::Ok);
        QVERIFY(bench.query(u"intruder"_s).empty());
    }

    void stopsTwiceAndWithoutStart()
    {
        auto options = engineOptions(shopFleet());
        QVERIFY(options);
        Engine idle(*std::move(options));
        idle.stop();
        Bench bench;
        bench.giveAllWell();
        bench.engine->stop();
        bench.engine->stop();
        const auto result = QCoro::waitFor(bench.queries->instant(u"up"_s, bench.clock->now()));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Cancelled);
    }

    void listsLabelValues()
    {
        Bench bench;
        bench.giveAllWell();
        const auto values = QCoro::waitFor(bench.engine->labelValues("endpoint"));
        QVERIFY(values);
        QCOMPARE(*values, (std::vector<QByteArray>{"breakers", "health", "metrics"}));
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
