// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/listener.h"
#include "app/load/loadclient.h"
#include "app/monitor/timesource.h"
#include "app/security/arminggate.h"
#include "tests/support/await.h"
#include "tests/support/hostileserver.h"

#include <httplib.h>

#include <QElapsedTimer>
#include <QTest>

#include <mutex>
#include <set>
#include <string>
#include <thread>

using namespace readyroom;
using namespace readyroom::load;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A server whose answers take a known time.
class SlowServer final {
public:
    explicit SlowServer(std::chrono::milliseconds delay)
        : m_listener(
              [this, delay](httplib::Server &server) {
                  server.Get("/work", [this, delay](const httplib::Request &request, httplib::Response &response) {
                      {
                          const std::scoped_lock lock(m_mutex);
                          m_clients.insert(request.get_header_value("X-Api-Key"));
                      }
                      std::this_thread::sleep_for(delay);
                      response.set_content("done", "text/plain");
                  });
              },
              600)
    {
    }
    [[nodiscard]] bool open() { return m_listener.open(); }
    void close() { m_listener.close(); }
    [[nodiscard]] http::Request request(const QString &path = u"/work"_s) const
    {
        http::Request request;
        request.url = QUrl(QString::fromStdString(m_listener.url()) + path);
        return request;
    }
    [[nodiscard]] std::size_t clients() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_clients.size();
    }

private:
    mutable std::mutex m_mutex;
    std::set<std::string> m_clients;
    lab::Listener m_listener;
};

struct Stage {
    security::ArmingGate gate{std::make_shared<const monitor::SystemTime>()};

    Stage()
    {
        gate.setEnvironments({{.name = u"lab"_s, .confirm = fleet::Environment::Confirm::Click}});
        (void)gate.arm(u"lab"_s, {.how = ArmingConfirmation::How::Clicked});
    }
    security::Permit permit() { return *gate.permit(u"lab"_s, u"load"_s); }
    Result<Report> run(Plan plan, std::function<void(Progress)> progress = {}, std::stop_token stop = {})
    {
        return test::await(load::run(std::move(plan), permit(), {}, std::move(progress), std::move(stop)));
    }
};

} // namespace

/// The load client against servers that answer, hang and go away.
class LoadClientTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void measuresWhatTheServerTakes()
    {
        SlowServer server(50ms);
        QVERIFY(server.open());
        Stage stage;
        std::vector<Progress> told;
        const auto report =
            stage.run({.requests = {server.request()}, .users = 50, .duration = 2000ms, .clientHeader = "x-api-key"},
                      [&told](const Progress &progress) { told.push_back(progress); });
        QVERIFY(report.has_value());
        QVERIFY2(report->p50 >= 0.050 && report->p50 < 0.065, qPrintable(QString::number(report->p50)));
        QCOMPARE(report->success, 1.0);
        QCOMPARE(report->failed, std::size_t{0});
        QVERIFY2(report->throughput > 600 && report->throughput <= 1000,
                 qPrintable(QString::number(report->throughput)));
        QCOMPARE(report->statuses.keys(), QList<int>{200});
        QCOMPARE(server.clients(), std::size_t{50});
        QVERIFY(told.size() >= 5 && told.size() <= 25);
        QVERIFY(std::ranges::is_sorted(told, {}, &Progress::done));
    }

    void carriesFiveHundredUsers()
    {
        SlowServer server(200ms);
        QVERIFY(server.open());
        Stage stage;
        const auto report = stage.run({.requests = {server.request()}, .users = 500, .duration = 3000ms});
        QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message));
        QVERIFY2(report->failed == 0, qPrintable(report->firstFailure));
        QVERIFY(report->requests >= 2500);
    }

    void isBounded()
    {
        SlowServer server(1ms);
        QVERIFY(server.open());
        Stage stage;
        const auto report =
            stage.run({.requests = {server.request()}, .users = 10, .duration = 60s, .maxRequests = 200});
        QVERIFY(report.has_value());
        QCOMPARE(report->requests, std::size_t{200});
    }

    void saysWhatFailed()
    {
        SlowServer server(1ms);
        QVERIFY(server.open());
        Stage stage;
        const auto missing = stage.run({.requests = {server.request(u"/nothing"_s)}, .users = 2, .duration = 300ms});
        QVERIFY(missing.has_value());
        QCOMPARE(missing->success, 0.0);
        QVERIFY(missing->statuses.contains(404));
        QVERIFY(!missing->firstFailure.isEmpty());
        server.close();
        const auto gone = stage.run({.requests = {server.request()}, .users = 2, .duration = 300ms});
        QVERIFY(gone.has_value());
        QVERIFY(qIsNaN(gone->p95));
        QCOMPARE(gone->statuses.keys(), QList<int>{0});
    }

    void abortsAtOnceWhateverHangs()
    {
        const test::HostileServer server; // never answers
        Stage stage;
        http::Request request;
        request.url = server.url("/hang");
        request.timeout = 30s;
        std::stop_source stop;
        QElapsedTimer sinceStop;
        QTimer::singleShot(500, this, [&] {
            sinceStop.start();
            stop.request_stop();
        });
        const auto report = stage.run({.requests = {request}, .users = 500, .duration = 60s}, {}, stop.get_token());
        QVERIFY(!report.has_value());
        QCOMPARE(report.error().kind, Error::Kind::Cancelled);
        QVERIFY2(sinceStop.elapsed() < 200, qPrintable(QString::number(sinceStop.elapsed())));
    }

    void endsWhenItIsDisarmed()
    {
        SlowServer server(20ms);
        QVERIFY(server.open());
        Stage stage;
        QElapsedTimer sinceDisarmed;
        QTimer::singleShot(300, this, [&] {
            sinceDisarmed.start();
            stage.gate.disarm();
        });
        const auto report = stage.run({.requests = {server.request()}, .users = 20, .duration = 60s});
        QVERIFY(!report.has_value());
        QCOMPARE(report.error().kind, Error::Kind::Unsupported);
        QVERIFY(sinceDisarmed.elapsed() < 1000);
    }

    void asksNothingWithoutAPermit()
    {
        SlowServer server(1ms);
        QVERIFY(server.open());
        Stage stage;
        security::Permit permit = stage.permit();
        stage.gate.disarm();
        const auto report =
            test::await(load::run({.requests = {server.request()}, .duration = 300ms}, std::move(permit), {}, {}, {}));
        QVERIFY(!report.has_value());
        QCOMPARE(report.error().kind, Error::Kind::Unsupported);
        QCOMPARE(server.clients(), std::size_t{0});
    }

    void refusesWhatMakesNoSense_data()
    {
        QTest::addColumn<int>("users");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("nobody") << 0 << 1000;
        QTest::newRow("too many") << 501 << 1000;
        QTest::newRow("no time") << 5 << 0;
    }

    void refusesWhatMakesNoSense()
    {
        QFETCH(int, users);
        QFETCH(int, milliseconds);
        Stage stage;
        http::Request request;
        request.url = QUrl(u"http://127.0.0.1:9/"_s);
        const auto report = stage.run({.requests = {request}, .users = users, .duration = Duration{milliseconds}});
        QVERIFY(!report.has_value());
        QCOMPARE(report.error().kind, Error::Kind::Config);
        QCOMPARE(stage.run({.requests = {}}).error().kind, Error::Kind::Config);
    }
};

QTEST_GUILESS_MAIN(LoadClientTest)
#include "tst_loadclient.moc"
