// SPDX-License-Identifier: GPL-3.0-or-later
// A real engine that is stopped and started again on the same history.
#include "app/history/segmentarchive.h"
#include "app/monitor/engine.h"
#include "app/sources/localsource.h"
#include "tests/app/history/samples.h"
#include "tests/app/monitor/fixturesource.h"
#include "tests/app/monitor/handclock.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <memory>

using namespace readyroom;
using namespace readyroom::history;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// One run of the program. Its clock goes on in the next.
struct Run {
    std::shared_ptr<test::HandClock> clock;
    test::FixtureSource *source = nullptr;
    std::unique_ptr<monitor::Engine> engine;
    std::unique_ptr<sources::LocalSource> queries;

    Run(std::shared_ptr<test::HandClock> theClock, const QString &folder, const QString &service = u"shop"_s)
        : clock(std::move(theClock))
    {
        fleet::Fleet fleet;
        fleet.services = {{.name = service,
                           .environment = u"test"_s,
                           .instances = {QUrl(u"http://10.1.2.3:8080"_s)},
                           .endpoints = {{.kind = fleet::EndpointKind::Health, .path = u"/health"_s},
                                         {.kind = fleet::EndpointKind::Metrics, .path = u"/metrics"_s}}}};
        auto options = monitor::engineOptions(std::move(fleet));
        Q_ASSERT(options);
        options->time = clock;
        options->signalInterval = 20ms;
        auto made = std::make_shared<std::promise<test::FixtureSource *>>();
        options->answers = [made]() -> std::unique_ptr<AnswerSource> {
            auto fixture = std::make_unique<test::FixtureSource>();
            made->set_value(fixture.get());
            return fixture;
        };
        options->archive = std::make_shared<SegmentArchive>(ArchiveOptions{.folder = folder, .clock = clock});
        engine = std::make_unique<monitor::Engine>(*std::move(options));
        queries = std::make_unique<sources::LocalSource>(*engine);
        engine->start();
        source = made->get_future().get();
    }
    ~Run() { queries.reset(); }

    void answer(fleet::EndpointKind kind, const QByteArray &body, Duration took) const
    {
        Answer answer;
        answer.endpoint = {u"test"_s, u"shop"_s, u"10.1.2.3:8080"_s, kind,
                           kind == fleet::EndpointKind::Health ? u"/health"_s : u"/metrics"_s};
        answer.at = clock->now();
        answer.status = 200;
        answer.headers = {{"content-type", "text/plain"}};
        answer.body = body;
        answer.timings.total = took;
        source->give(answer);
    }
    /// A minute of polling, every 5 s.
    void poll(int requestsPerSecond, Duration took) const
    {
        for (int i = 0; i < 12; ++i) {
            clock->advance(5s);
            answer(fleet::EndpointKind::Health, "{\"status\":\"UP\"}", took);
            answer(fleet::EndpointKind::Metrics,
                   "http_requests_total{code=\"200\"} " + QByteArray::number(i * 5 * requestsPerSecond) + '\n', took);
            // A cycle that sees this time has come and gone once its signal is there.
            QTRY_COMPARE(value(u"timestamp(service:probe_seconds)"_s, clock->now()),
                         static_cast<double>(toMillis(clock->now())) / 1000.0);
        }
    }
    [[nodiscard]] promql::Vector query(const QString &expr, Timestamp at) const
    {
        const auto result = QCoro::waitFor(queries->instant(expr, at));
        return result ? std::get<promql::Vector>(result->value) : promql::Vector();
    }
    /// -1 unless there is exactly one.
    [[nodiscard]] double value(const QString &expr, Timestamp at) const
    {
        const promql::Vector vector = query(expr, at);
        return vector.size() == 1 ? vector.front().v : -1;
    }
};

} // namespace

class TestRestart final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void chartsGoOnAfterARestart()
    {
        const QTemporaryDir dir;
        const auto clock = std::make_shared<test::HandClock>();
        const QString total = u"probe_seconds{phase=\"total\",endpoint=\"health\"}"_s;
        double rate = 0;
        Timestamp end;
        {
            const Run run(clock, dir.path());
            run.poll(100, 20ms);
            end = clock->now();
            rate = run.value(u"service:request_rate"_s, end);
            QVERIFY2(rate > 50, qPrintable(QString::number(rate)));
        }
        clock->advance(1h);
        const Run run(clock, dir.path());
        // Without a single answer.
        QTRY_COMPARE(run.value(total, end), 0.02);
        QCOMPARE(run.value(u"up{endpoint=\"health\"}"_s, end), 1.0);
        // One a cycle: a cycle between two polls finds nothing new, and the next one only the newer of two.
        const double kept = run.value(u"count_over_time(up{endpoint=\"health\"}[1m])"_s, end);
        QVERIFY2(kept >= 6 && kept <= 12, qPrintable(QString::number(kept)));
        QTRY_VERIFY(run.value(u"service:request_rate"_s, end) > 0);
        QVERIFY(std::abs(run.value(u"service:request_rate"_s, end) - rate) < 20); // a cycle earlier, perhaps
        // A gap, not a line: nothing right after the end, and nothing now.
        QVERIFY(run.query(total, end + 1s).empty());
        QVERIFY(run.query(u"up"_s, end + 1s).empty());
        QVERIFY(run.query(u"{__name__=~\"service:.*\"}"_s, end + 6s).empty());
        QVERIFY(run.query(u"up"_s, clock->now()).empty());
        // The pages themselves are not kept.
        QVERIFY(run.query(u"http_requests_total"_s, end).empty());

        run.poll(10, 40ms);
        QCOMPARE(run.value(total, clock->now()), 0.04);
        QCOMPARE(run.value(total, end), 0.02);
        QCOMPARE(run.value(u"count_over_time("_s + total + u"[2h])"_s, clock->now()), kept + 12);
    }

    void whatCameMeanwhileStays()
    {
        const QTemporaryDir dir;
        const auto clock = std::make_shared<test::HandClock>();
        Timestamp end;
        {
            const Run run(clock, dir.path());
            run.poll(100, 20ms);
            end = clock->now();
        }
        for (int restart = 0; restart < 3; ++restart) {
            clock->advance(2s);
            const Run run(clock, dir.path());
            run.answer(fleet::EndpointKind::Health, "{\"status\":\"UP\"}", 20ms); // perhaps before the history is in
            QTRY_COMPARE(run.value(u"up{endpoint=\"health\"}"_s, end), 1.0);
            QCOMPARE(run.value(u"up{endpoint=\"health\"}"_s, clock->now()), 1.0);
        }
    }

    void onlyTheFleetsOwn()
    {
        const QTemporaryDir dir;
        const auto clock = std::make_shared<test::HandClock>();
        {
            const Run run(clock, dir.path());
            run.poll(100, 20ms);
        }
        const Timestamp end = clock->now();
        clock->advance(1h);
        {
            const Run run(clock, dir.path(), u"bank"_s);
            QTRY_VERIFY(run.value(u"count({job=\"readyroom\"})"_s, clock->now()) > 0); // some seconds have passed
            QVERIFY(run.query(u"up"_s, end).empty());
        }
        const Run run(clock, dir.path());
        QTRY_VERIFY(!run.query(u"up"_s, end).empty());
    }

    void aLongHistoryDelaysNothing()
    {
        const QTemporaryDir dir;
        const auto clock = std::make_shared<test::HandClock>();
        constexpr int batches = 24 * 60 * 12; // a day
        const Timestamp begin = clock->now();
        {
            SegmentWriter writer(SegmentFolder(dir.path()), 1, {.sync = 24h});
            const auto labels = test::someSeries(100);
            for (int n = 0; n < batches; ++n) {
                std::vector<series::KeptSample> samples = test::batch(labels, n);
                for (series::KeptSample &sample : samples) {
                    sample.sample.t += toMillis(begin) - test::firstBatch;
                }
                QVERIFY(writer.append(toMillis(begin) + n * 5000, samples));
            }
        }
        clock->advance(batches * 5s);
        QElapsedTimer time;
        time.start();
        const Run run(clock, dir.path());
        run.answer(fleet::EndpointKind::Health, "{\"status\":\"UP\"}", 20ms); // returns when it was taken
        const qint64 first = time.elapsed();
        qint64 longest = 0;
        double found = -1;
        while (found != 100 && time.elapsed() < 30'000) {
            QElapsedTimer one;
            one.start();
            run.answer(fleet::EndpointKind::Health, "{\"status\":\"UP\"}", 20ms);
            longest = std::max(longest, one.elapsed());
            found = run.value(u"count(probe_seconds{service=\"shop\",instance=~\"[0-9]+\"})"_s, begin + 12h);
        }
        QCOMPARE(found, 100.0);
        qInfo("%d samples: first answer after %lld ms, longest wait %lld ms, all there after %lld ms", 100 * batches,
              static_cast<long long>(first), static_cast<long long>(longest), static_cast<long long>(time.elapsed()));
        QVERIFY2(first < 200, qPrintable(QString::number(first)));
        QVERIFY2(longest < 100, qPrintable(QString::number(longest)));
    }
};

QTEST_GUILESS_MAIN(TestRestart)
#include "tst_restart.moc"
