// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/listener.h"
#include "app/load/loadclient.h"
#include "tests/app/load/stage.h"
#include "tests/support/hostileserver.h"

#include <httplib.h>

#include <QTest>
#include <QTimer>

#include <cstdlib>
#include <mutex>
#include <set>
#include <string>
#include <thread>

using namespace readyroom;
using namespace readyroom::load;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::HostileServer;
using test::LoadStage;
using test::patientGet;

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

} // namespace

/// The load client against servers that answer, hang and go away.
class LoadClientTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void measuresWhatTheServerTakes()
    {
        SlowServer server(50ms);
        QVERIFY(server.open());
        LoadStage stage;
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
        LoadStage stage;
        const auto report = stage.run({.requests = {server.request()}, .users = 500, .duration = 3000ms});
        QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message));
        QVERIFY2(report->failed == 0, qPrintable(report->firstFailure));
        QVERIFY(report->requests >= 2500);
    }

    void isBounded()
    {
        SlowServer server(1ms);
        QVERIFY(server.open());
        LoadStage stage;
        const auto report =
            stage.run({.requests = {server.request()}, .users = 10, .duration = 60s, .maxRequests = 200});
        QVERIFY(report.has_value());
        QCOMPARE(report->requests, std::size_t{200});
    }

    void saysWhatFailed()
    {
        SlowServer server(1ms);
        QVERIFY(server.open());
        LoadStage stage;
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

    void keepsOneConnectionForEachUser_data()
    {
        QTest::addColumn<int>("users");
        QTest::newRow("few") << 20;
        QTest::newRow("more than a transport keeps as a rule") << 300;
    }

    void keepsOneConnectionForEachUser()
    {
        QFETCH(int, users);
        HostileServer server;
        test::Behaviour slow = HostileServer::answer("done");
        slow.after = 200ms;
        server.on("/", slow);
        LoadStage stage;
        const auto report = stage.run({.requests = {patientGet(server.url("/"))}, .users = users, .duration = 1500ms});
        QVERIFY(report.has_value());
        QCOMPARE(report->success, 1.0);
        QVERIFY(report->requests > std::size_t(3 * users));
        QVERIFY2(server.connections() <= users, qPrintable(QString::number(server.connections())));
    }

    void takesRequestsInTurn()
    {
        HostileServer first;
        HostileServer second;
        first.on("/a", HostileServer::redirect(second.url("/elsewhere")));
        second.on("/b", HostileServer::answer("b", "", "503 Busy"));
        LoadStage stage;
        const auto report = stage.run({.requests = {patientGet(first.url("/a")), patientGet(second.url("/b"))},
                                       .users = 4,
                                       .duration = 60s,
                                       .maxRequests = 400});
        QVERIFY(report.has_value());
        // A redirect is an answer, and is not followed.
        QCOMPARE(report->statuses.keys(), (QList<int>{302, 503}));
        QCOMPARE(first.requests().size() + second.requests().size(), 400);
        QVERIFY(std::abs(first.requests().size() - second.requests().size()) <= 4);
        QCOMPARE(report->failed, report->statuses.value(503));
        QVERIFY(report->firstFailure.contains(u"503"_s));
    }

    void countsWhatIsUnderWayAtTheEnd()
    {
        HostileServer server;
        test::Behaviour slow = HostileServer::answer("done");
        slow.after = 700ms;
        server.on("/", slow);
        LoadStage stage;
        const auto report = stage.run({.requests = {patientGet(server.url("/"))}, .users = 10, .duration = 300ms});
        QVERIFY(report.has_value());
        QCOMPARE(report->requests, std::size_t{10});
        QCOMPARE(report->success, 1.0);
        QVERIFY(report->p50 >= 0.7 && report->seconds >= 0.7);
        // Ten in 0.7 s, however short the load was meant to be.
        QVERIFY2(report->throughput > 9 && report->throughput < 14.5, qPrintable(QString::number(report->throughput)));
    }

    void goesOnWhenTheServerDies()
    {
        HostileServer server;
        test::Behaviour slow = HostileServer::answer("done");
        slow.after = 20ms;
        server.on("/", slow);
        LoadStage stage;
        QTimer::singleShot(500, this, [&server] { server.goAway(); });
        constexpr int users = 10;
        const auto report = stage.run({.requests = {patientGet(server.url("/"))}, .users = users, .duration = 1500ms});
        QVERIFY(report.has_value());
        QCOMPARE(report->statuses.keys(), (QList<int>{0, 200}));
        QVERIFY(report->success > 0.2 && report->success < 1.0);
        QVERIFY(!report->firstFailure.isEmpty());
        QVERIFY(report->p99 < 1.0);
        // A service that is down is asked ten times a second by each user, not as often as possible.
        QVERIFY2(report->statuses.value(0) <= 12 * users, qPrintable(QString::number(report->statuses.value(0))));
    }

    void endsRequestsThatHang()
    {
        HostileServer server; // never answers
        LoadStage stage;
        http::Request request = patientGet(server.url("/hang"));
        request.timeout = 300ms;
        const auto report = stage.run({.requests = {request}, .users = 5, .duration = 400ms});
        QVERIFY(report.has_value());
        QCOMPARE(report->statuses.keys(), QList<int>{0});
        QVERIFY(qIsNaN(report->p50) && qIsNaN(report->mean));
        QCOMPARE(report->throughput, 0.0);
        QVERIFY(report->firstFailure.contains(u"No answer within"_s));
        QVERIFY(report->seconds < 2.0);
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
        LoadStage stage;
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
