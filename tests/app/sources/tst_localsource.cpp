// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/localsource.h"

#include "app/async/asyncscope.h"
#include "app/monitor/engine.h"
#include "tests/support/hostileserver.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>

using namespace readyroom;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using test::HostileServer;

namespace {

/// A live engine that polls one page, and queries over what it stores.
struct Bench {
    HostileServer server;
    std::unique_ptr<monitor::Engine> engine;
    std::unique_ptr<sources::LocalSource> source;

    explicit Bench(sources::QueryBounds bounds = {})
    {
        QByteArray page;
        for (int i = 0; i < 200; ++i) {
            page += "load{k=\"" + QByteArray::number(i) + "\"} 1\n";
        }
        server.on("/metrics", HostileServer::answer(page, "Content-Type: text/plain; version=0.0.4\r\n"));
        fleet::Service service;
        service.name = u"shop"_s;
        service.instances = {server.url("")};
        service.endpoints = {
            {.kind = fleet::EndpointKind::Metrics, .path = u"/metrics"_s, .every = 200ms, .timeout = 1s},
            {.kind = fleet::EndpointKind::Health, .path = u"/hangs"_s, .every = 200ms, .timeout = 60s}};
        fleet::Fleet fleet;
        fleet.services = {service};
        auto options = monitor::engineOptions(std::move(fleet));
        if (!options) {
            qFatal("%s", qPrintable(options.error().front().message));
        }
        options->signalInterval = 200ms;
        engine = std::make_unique<monitor::Engine>(*std::move(options));
        source = std::make_unique<sources::LocalSource>(*engine, bounds);
        engine->start();
    }

    [[nodiscard]] Timestamp now() const { return engine->time()->now(); }
    [[nodiscard]] Result<promql::QueryResult> instant(const QString &expr) const
    {
        return QCoro::waitFor(source->instant(expr, now()));
    }
    [[nodiscard]] double value(const QString &expr) const
    {
        const auto result = instant(expr);
        const auto *vector = result ? std::get_if<promql::Vector>(&result->value) : nullptr;
        return vector && vector->size() == 1 ? vector->front().v : -1;
    }
};

struct Outcome {
    std::optional<Result<promql::QueryResult>> result;
    QThread *thread = nullptr;
};

QCoro::Task<> ask(sources::LocalSource *source, QString expr, Timestamp at, std::stop_token stop,
                  std::shared_ptr<Outcome> outcome)
{
    auto result = co_await source->instant(std::move(expr), at, std::move(stop));
    outcome->thread = QThread::currentThread();
    outcome->result = std::move(result);
}

/// Costs many seconds if nobody stops it and little memory, whatever has been polled: two million windows of an hour.
QString expensive()
{
    return u"sum_over_time(sum_over_time(vector(1)[1h:1s])[6h:10ms])"_s;
}

} // namespace

class TestLocalSource final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersWhatWasPolled()
    {
        Bench bench;
        QTRY_COMPARE(bench.value(u"sum(load)"_s), 200.0);
        QCOMPARE(bench.value(u"up{service=\"shop\",endpoint=\"metrics\"}"_s), 1.0);
        const Timestamp now = bench.now();
        const auto range = QCoro::waitFor(bench.source->range(u"sum(load)"_s, now - 10s, now, 100ms));
        QVERIFY(range);
        QCOMPARE(std::get<promql::Matrix>(range->value).size(), std::size_t{1});
    }

    void resumesOnTheCallersThread()
    {
        Bench bench;
        auto outcome = std::make_shared<Outcome>();
        async::AsyncScope scope(u"test"_s);
        scope.start(ask(bench.source.get(), u"1 + 1"_s, bench.now(), {}, outcome));
        QVERIFY(scope.waitUntilDrained(5s));
        QCOMPARE(outcome->thread, QThread::currentThread());
        QVERIFY(*outcome->result);
        QCOMPARE(std::get<promql::Scalar>((*outcome->result)->value).v, 2.0);
    }

    void aBadExpressionSaysWhere()
    {
        Bench bench;
        const auto result = bench.instant(u"sum(load"_s);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Parse);
        QVERIFY(result.error().where.isValid());
    }

    void aRangeNeedsAStepAndAnOrder()
    {
        Bench bench;
        const Timestamp now = bench.now();
        const auto noStep = QCoro::waitFor(bench.source->range(u"up"_s, now - 1min, now, 0ms));
        QVERIFY(!noStep);
        QCOMPARE(noStep.error().kind, Error::Kind::Config);
        const auto backwards = QCoro::waitFor(bench.source->range(u"up"_s, now, now - 1min, 1s));
        QVERIFY(!backwards);
        QCOMPARE(backwards.error().kind, Error::Kind::Config);
    }

    void theDeadlineEndsAQuery()
    {
        Bench bench({.deadline = 50ms});
        QElapsedTimer time;
        time.start();
        const auto result = bench.instant(expensive());
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Timeout);
        QVERIFY2(time.elapsed() < 2000, qPrintable(QString::number(time.elapsed())));
    }

    void theCallerMayWithdraw()
    {
        Bench bench;
        std::stop_source stop;
        auto outcome = std::make_shared<Outcome>();
        async::AsyncScope scope(u"test"_s);
        scope.start(ask(bench.source.get(), expensive(), bench.now(), stop.get_token(), outcome));
        stop.request_stop();
        QVERIFY(scope.waitUntilDrained(5s));
        QVERIFY(!*outcome->result);
        QCOMPARE(outcome->result->error().kind, Error::Kind::Cancelled);
    }

    void theSourceMayGoWhileItIsAsked()
    {
        Bench bench;
        auto outcome = std::make_shared<Outcome>();
        async::AsyncScope scope(u"test"_s);
        scope.start(ask(bench.source.get(), expensive(), bench.now(), {}, outcome));
        bench.source.reset();
        QVERIFY(scope.waitUntilDrained(5s));
        QVERIFY(!*outcome->result);
        QCOMPARE(outcome->result->error().kind, Error::Kind::Cancelled);
    }

    void theEngineMayStopWhileItIsAsked()
    {
        Bench bench;
        auto outcome = std::make_shared<Outcome>();
        async::AsyncScope scope(u"test"_s);
        scope.start(ask(bench.source.get(), u"sum(load)"_s, bench.now(), {}, outcome));
        QElapsedTimer time;
        time.start();
        bench.engine->stop(); // a poll of /hangs is under way, with a minute to go
        QVERIFY2(time.elapsed() < 2000, qPrintable(QString::number(time.elapsed())));
        QVERIFY(scope.waitUntilDrained(5s));
        QVERIFY(outcome->result);
    }

    void countsItsQueries()
    {
        Bench bench;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(bench.instant(u"1"_s));
        }
        QTRY_VERIFY_WITH_TIMEOUT(bench.value(u"readyroom_query_seconds_count"_s) >= 3, 10'000);
    }
};

QTEST_GUILESS_MAIN(TestLocalSource)
#include "tst_localsource.moc"
