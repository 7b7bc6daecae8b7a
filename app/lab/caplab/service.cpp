// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/caplab/service.h"

#include "app/lab/breakerorder.h"
#include "app/lab/caplab/actions.h"
#include "app/lab/faultorder.h"
#include "app/lab/jsonreply.h"
#include "app/lab/pause.h"
#include "app/lab/processstats.h"

#include <httplib.h>

#include <QJsonArray>

#include <array>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::size_t trafficUsers = 10;
constexpr auto trafficThink = 50ms;
constexpr std::size_t keys = 100;
constexpr double writeShare = 0.2;
constexpr std::size_t longestValue = 1024;
constexpr std::size_t longestSession = 64;
constexpr const char *sessionHeader = "X-Session";
// What an answer takes without the database, in seconds.
constexpr double workSeconds = 0.0345;
constexpr double workJitter = 0.001;
constexpr double longestBoundMs = 3'600'000;
constexpr std::array durationBounds{0.005, 0.01, 0.025, 0.035, 0.05, 0.075, 0.1,  0.105, 0.11, 0.115, 0.12, 0.13, 0.14,
                                    0.15,  0.16, 0.17,  0.18,  0.19, 0.2,   0.22, 0.25,  0.3,  0.5,   1.0,  2.0,  5.0};

/// As Python's circuit breakers are shown in gauges: 0 closed, 1 open, 2 half-open.
double stateNumber(Breaker::State state)
{
    return state == Breaker::State::Closed ? 0 : state == Breaker::State::HalfOpen ? 2 : 1;
}

} // namespace

CapService::CapService(std::uint64_t seed)
    : m_random(seed)
    , m_register(m_metrics, m_random, m_stop.get_token())
    , m_trafficFailed(
          m_metrics.counter("cap_traffic_failures_total", "Requests of the own users without answer or with a 5xx."))
    , m_ports([this](httplib::Server &server) { addAppRoutes(server); }, Listener::usualConnections,
              [this](httplib::Server &server) {
                  addAppRoutes(server);
                  addOperationsRoutes(server);
              })
{
    observe();
    observeProcess(m_metrics);
}

CapService::~CapService()
{
    m_stop.request_stop();
    m_users.reset();
}

void CapService::observe()
{
    using Type = MetricsRegistry::Type;
    m_metrics.observe(Type::Gauge, "cap_circuit_breaker_state", "0 closed, 1 open, 2 half-open.",
                      {{"breaker", m_register.link().breaker().name()}},
                      [this] { return stateNumber(m_register.link().breaker().read(Clock::now()).state); });
    m_metrics.observe(Type::Gauge, "cap_data_staleness_seconds", "How long ago the follower last knew everything.", {},
                      [this] { return m_register.replication().stalenessSeconds(Clock::now()); });
    m_metrics.observe(Type::Gauge, "cap_staleness_bound_seconds", "Staler answers are marked.", {},
                      [this] { return std::chrono::duration<double>(m_register.settings().stalenessBound).count(); });
    m_metrics.observe(Type::Gauge, "cap_replication_hints", "Keys that wait to be handed back to the primary.", {},
                      [this] { return double(m_register.replication().hints()); });
    for (const auto mode : {Register::Mode::CP, Register::Mode::AP}) {
        m_metrics.observe(Type::Gauge, "cap_mode", "1 for the mode that it is in.",
                          {{"mode", Register::modeName(mode)}},
                          [this, mode] { return m_register.settings().mode == mode ? 1.0 : 0.0; });
    }
}

QString CapService::name() const
{
    return u"cap-lab"_s;
}

bool CapService::open()
{
    return m_ports.open();
}

Users::Request CapService::nextOfTraffic(std::size_t user)
{
    const std::string path = "/data/key-" + std::to_string(m_random.below(keys));
    Users::Request request{.path = path, .headers = {{sessionHeader, "user-" + std::to_string(user)}}};
    if (m_random.uniform(0, 1) < writeShare) {
        request.method = "PUT";
        request.body = "value-" + std::to_string(m_random.below(1U << 30U));
    }
    return request;
}

void CapService::warmUpAndRun()
{
    m_register.fill(keys);
    m_replicator = std::jthread([this](const std::stop_token &stop) {
        while (!stop.stop_requested() && !m_stop.stop_requested()) {
            m_register.replicate();
        }
    });
    m_users = std::make_unique<Users>(
        Users::Options{.port = m_ports.appPort(), .count = trafficUsers, .think = trafficThink},
        m_random.below(1U << 30U), [this](std::size_t user) { return nextOfTraffic(user); },
        [](std::size_t, const httplib::Response &) {}, m_trafficFailed);
}

FleetEntry CapService::fleetEntry() const
{
    return {name(),
            u"staging"_s,
            u"platform-lab"_s,
            {QString::fromStdString(m_ports.url())},
            {u"health: {path: /health}"_s, u"metrics: {path: /metrics}"_s,
             u"breakers: {path: /circuit-breaker, kind: json, at: /breakers, state: /state}"_s},
            name(),
            capActions()};
}

void CapService::addAppRoutes(httplib::Server &server)
{
    const std::string data = "/data/([A-Za-z0-9_.-]{1,100})";
    server.Get(data, [this](const httplib::Request &request, httplib::Response &response) {
        serve("read", request, response);
    });
    server.Put(data, [this](const httplib::Request &request, httplib::Response &response) {
        serve("write", request, response);
    });
    server.Get("/mode",
               [this](const httplib::Request &, httplib::Response &response) { reply(response, 200, modePage()); });
    const auto setMode = [this](const httplib::Request &request, httplib::Response &response) {
        serveMode(request, response);
    };
    server.Put("/mode", setMode);
    server.Post("/mode", setMode);
    server.set_error_handler([](const httplib::Request &, httplib::Response &response) {
        if (response.body.empty()) {
            refuse(response, response.status, u"Nothing here answers that request."_s);
        }
    });
}

void CapService::addOperationsRoutes(httplib::Server &server)
{
    server.Get("/health",
               [this](const httplib::Request &, httplib::Response &response) { reply(response, 200, healthPage()); });
    server.Get("/metrics", [this](const httplib::Request &, httplib::Response &response) {
        response.set_content(m_metrics.page(), metricsContentType);
    });
    addBreakerOrder(server, "/circuit-breaker", {&m_register.link().breaker()}, [this] { return breakerPage(); });
    server.Get("/circuit-breaker",
               [this](const httplib::Request &, httplib::Response &response) { reply(response, 200, breakerPage()); });
}

bool CapService::work(httplib::Response &response)
{
    const Fault fault = m_ports.fault();
    const std::chrono::duration<double> length(m_random.uniform(workSeconds - workJitter, workSeconds + workJitter));
    pauseFor(std::chrono::duration_cast<std::chrono::nanoseconds>(length) + fault.latency, m_stop.get_token());
    if (m_random.uniform(0, 1) < fault.errorRatio) {
        refuse(response, 500, u"An injected fault: this answer was chosen to fail."_s);
        return false;
    }
    return true;
}

void CapService::serve(const char *operation, const httplib::Request &request, httplib::Response &response)
{
    const auto start = Clock::now();
    const char *const mode = Register::modeName(m_register.settings().mode);
    const bool isWrite = request.method == "PUT";
    const std::string key = request.matches[1].str();
    const std::string session = request.get_header_value(sessionHeader).substr(0, longestSession);
    if (request.body.size() > longestValue) {
        refuse(response, 413, u"A value has at most 1 KiB."_s);
    } else if (work(response)) {
        finish(isWrite, isWrite ? m_register.write(session, key, request.body) : m_register.read(session, key),
               response);
    }
    m_metrics
        .counter("cap_requests_total", "Requests by mode, operation and status.",
                 {{"mode", mode}, {"operation", operation}, {"status", std::to_string(response.status)}})
        .add();
    m_metrics
        .histogram("cap_request_latency_seconds", "Time to answer a request.", durationBounds,
                   {{"operation", operation}})
        .observe(std::chrono::duration<double>(Clock::now() - start).count());
}

void CapService::finish(bool isWrite, const Register::Answer &answer, httplib::Response &response)
{
    using Status = Register::Status;
    response.set_header("X-Served-By", answer.fromFollower ? "follower" : "primary");
    switch (answer.status) {
    case Status::Full:
        refuse(response, 507, u"There are too many keys; no more are taken."_s);
        return;
    case Status::Failed:
        refuse(response, 503, u"The database did not answer."_s);
        return;
    case Status::Rejected:
        refuse(response, 503, u"The breaker before the database is open."_s);
        return;
    case Status::Stale:
        response.set_header("Warning", "110 - \"Response is Stale\"");
        break;
    case Status::Ok:
        break;
    }
    if (answer.value.version == 0) {
        refuse(response, 404, u"There is no such key."_s);
        return;
    }
    response.set_header("X-Version", std::to_string(answer.value.version));
    // Accepted by the follower alone: it still has to be handed back.
    response.status = isWrite && answer.fromFollower ? 202 : 200;
    response.set_content(answer.value.value, "text/plain");
}

QJsonObject CapService::modePage() const
{
    const auto settings = m_register.settings();
    return {{u"mode"_s, QString::fromLatin1(Register::modeName(settings.mode))},
            {u"staleness_bound_ms"_s, static_cast<qint64>(settings.stalenessBound.count())}};
}

void CapService::serveMode(const httplib::Request &request, httplib::Response &response)
{
    const auto body = bodyObject(request, {u"mode"_s, u"staleness_bound_ms"_s});
    if (!body) {
        refuse(response, 400, body.error());
        return;
    }
    auto settings = m_register.settings();
    const QJsonValue mode = body->value("mode"_L1);
    const QJsonValue bound = body->value("staleness_bound_ms"_L1);
    if (!mode.isUndefined() && mode != "CP"_L1 && mode != "AP"_L1) {
        refuse(response, 400, u"\"mode\" must be \"CP\" or \"AP\"."_s);
        return;
    }
    if (!bound.isUndefined() && (bound.toDouble(-1) < 0 || bound.toDouble() > longestBoundMs)) {
        refuse(response, 400, u"\"staleness_bound_ms\" must be a number from 0 to 3600000."_s);
        return;
    }
    if (!mode.isUndefined()) {
        settings.mode = mode == "CP"_L1 ? Register::Mode::CP : Register::Mode::AP;
    }
    if (!bound.isUndefined()) {
        settings.stalenessBound = std::chrono::milliseconds(static_cast<qint64>(bound.toDouble()));
    }
    m_register.set(settings);
    reply(response, 200, modePage());
}

QJsonObject CapService::breakerPage()
{
    Breaker &breaker = m_register.link().breaker();
    const auto reading = breaker.read(Clock::now());
    const auto state = Breaker::stateName(reading.state);
    return {
        {u"breakers"_s,
         QJsonObject{{QString::fromStdString(breaker.name()),
                      QJsonObject{{u"state"_s, QString::fromLatin1(state.data(), qsizetype(state.size())).toUpper()},
                                  {u"failure_count"_s, reading.failures},
                                  {u"failure_threshold"_s, 5},
                                  {u"timeout_s"_s, 15}}}}}};
}

QJsonObject CapService::healthPage()
{
    const bool closed = m_register.link().breaker().read(Clock::now()).state == Breaker::State::Closed;
    const QJsonObject database{{u"status"_s, closed ? u"UP"_s : u"DOWN"_s}};
    const bool serves = closed || m_register.settings().mode == Register::Mode::AP;
    return {
        {u"status"_s, serves ? u"UP"_s : u"DOWN"_s},
        {u"components"_s,
         QJsonObject{{u"database"_s, database},
                     {u"replication"_s, QJsonObject{{u"status"_s, m_register.link().isCut() ? u"DOWN"_s : u"UP"_s}}}}}};
}

QJsonObject CapService::overview()
{
    return {{u"instances"_s,
             QJsonArray{QJsonObject{{u"url"_s, QString::fromStdString(m_ports.url())},
                                    {u"fault"_s, faultReport(m_ports.fault())}}}},
            {u"mode"_s, modePage()["mode"_L1]},
            {u"staleness_bound_ms"_s, modePage()["staleness_bound_ms"_L1]},
            {u"staleness_s"_s, m_register.replication().stalenessSeconds(Clock::now())},
            {u"behind"_s, static_cast<qint64>(m_register.replication().behind())},
            {u"hints"_s, static_cast<qint64>(m_register.replication().hints())},
            {u"partitioned"_s, m_register.link().isCut()},
            {u"database"_s, faultReport(m_register.link().faults().read())},
            {u"breakers"_s, breakerPage()["breakers"_L1]}};
}

void CapService::controlFault(const httplib::Request &request, httplib::Response &response)
{
    const auto order = readFaultOrder(request, 1, {u"database"_s});
    if (!order) {
        refuse(response, 400, order.error());
        return;
    }
    if (order->origin.isEmpty()) {
        m_ports.change(order->change);
    } else {
        m_register.link().faults().change(order->change);
    }
    reply(response, 200, overview());
}

bool CapService::control(const QString &action, const httplib::Request &request, httplib::Response &response)
{
    if (request.method != "POST") {
        return false;
    }
    if (action == "fault"_L1) {
        controlFault(request, response);
    } else if (action == "mode"_L1) {
        serveMode(request, response);
    } else if (action == "partition"_L1 || action == "heal"_L1) {
        m_register.link().setCut(action == "partition"_L1);
        reply(response, 200, overview());
    } else {
        return false;
    }
    return true;
}

} // namespace readyroom::lab
