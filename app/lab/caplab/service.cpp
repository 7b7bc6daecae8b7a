// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/caplab/service.h"

#include "app/lab/faultorder.h"
#include "app/lab/jsonreply.h"
#include "app/lab/pause.h"
#include "app/lab/processstats.h"

#include <httplib.h>

#include <QJsonArray>

#include <array>
#include <charconv>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::size_t trafficUsers = 10;
constexpr auto trafficThink = 50ms;
constexpr std::size_t keys = 100;
constexpr double writeShare = 0.2;
constexpr std::size_t longestValue = 64 * 1024;
constexpr const char *sessionHeader = "X-Session-Version";
constexpr std::array durationBounds{0.005, 0.01, 0.025, 0.035, 0.05, 0.075, 0.1,  0.105, 0.11, 0.115, 0.12, 0.13, 0.14,
                                    0.15,  0.16, 0.17,  0.18,  0.19, 0.2,   0.22, 0.25,  0.3,  0.5,   1.0,  2.0,  5.0};

Replicas::Version versionOf(const std::string &text)
{
    Replicas::Version version = 0;
    std::from_chars(text.data(), text.data() + text.size(), version);
    return version;
}

int statusOf(CapNode::Status status)
{
    switch (status) {
    case CapNode::Status::Ok:
        return 200;
    case CapNode::Status::NotFound:
        return 404;
    case CapNode::Status::Unavailable:
        break;
    }
    return 503;
}

/// As Python's circuit breakers are shown in gauges: 0 closed, 1 open, 2 half-open.
double stateNumber(Breaker::State state)
{
    return state == Breaker::State::Closed ? 0 : state == Breaker::State::HalfOpen ? 2 : 1;
}

} // namespace

CapService::CapService(std::uint64_t seed)
    : m_random(seed)
    , m_node(m_random, m_stop.get_token())
    , m_trafficFailed(
          m_metrics.counter("cap_traffic_failures_total", "Requests of the own users without answer or with a 5xx."))
    , m_ports([this](httplib::Server &server) { addAppRoutes(server); }, 64,
              [this](httplib::Server &server) {
                  addAppRoutes(server);
                  addOperationsRoutes(server);
              })
    , m_sessions(trafficUsers)
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
                      {{"breaker", m_node.breaker().name()}},
                      [this] { return stateNumber(m_node.breaker().read(Clock::now()).state); });
    m_metrics.observe(
        Type::Gauge, "cap_data_staleness_seconds", "How long the replica has lacked a write.", {},
        [this] { return std::chrono::duration<double>(m_node.replicas().staleness(Clock::now())).count(); });
    m_metrics.observe(Type::Counter, "cap_db_connection_failures_total", "Attempts that did not reach the database.",
                      {}, [this] { return double(m_node.connectionFailures()); });
    for (const CapMode mode : {CapMode::Cp, CapMode::Ap}) {
        m_metrics.observe(Type::Gauge, "cap_mode", "1 for the mode that it is in.", {{"mode", capModeName(mode)}},
                          [this, mode] { return m_node.mode() == mode ? 1.0 : 0.0; });
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
    Users::Request request{.path = path, .headers = {{sessionHeader, std::to_string(m_sessions[user].load())}}};
    if (m_random.uniform(0, 1) < writeShare) {
        request.method = "PUT";
        request.body = "value-" + std::to_string(m_random.below(1U << 30U));
    }
    return request;
}

void CapService::warmUpAndRun()
{
    for (std::size_t key = 0; key < keys; ++key) {
        m_node.replicas().write("key-" + std::to_string(key), "first", Clock::now());
    }
    m_users = std::make_unique<Users>(
        Users::Options{.port = m_ports.appPort(), .count = trafficUsers, .think = trafficThink},
        m_random.below(1U << 30U), [this](std::size_t user) { return nextOfTraffic(user); },
        [this](std::size_t user, const httplib::Response &response) {
            const Replicas::Version seen = versionOf(response.get_header_value(sessionHeader));
            m_sessions[user].store(std::max(seen, m_sessions[user].load()));
        },
        m_trafficFailed);
}

FleetEntry CapService::fleetEntry() const
{
    return {name(),
            u"staging"_s,
            u"platform-lab"_s,
            {QString::fromStdString(m_ports.url())},
            {u"health: {path: /health}"_s, u"metrics: {path: /metrics}"_s,
             u"breakers: {path: /circuit-breaker, kind: json, at: /breakers, state: /state}"_s}};
}

void CapService::addAppRoutes(httplib::Server &server)
{
    const std::string data = "/data/([A-Za-z0-9_.-]{1,100})";
    server.Get(data,
               [this](const httplib::Request &request, httplib::Response &response) { serveRead(request, response); });
    server.Put(data,
               [this](const httplib::Request &request, httplib::Response &response) { serveWrite(request, response); });
    server.Get("/mode", [this](const httplib::Request &, httplib::Response &response) {
        reply(response, 200, {{u"mode"_s, QString::fromLatin1(capModeName(m_node.mode()))}});
    });
    server.Put("/mode",
               [this](const httplib::Request &request, httplib::Response &response) { serveMode(request, response); });
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
    server.Get("/circuit-breaker",
               [this](const httplib::Request &, httplib::Response &response) { reply(response, 200, breakerPage()); });
}

bool CapService::passesFault(httplib::Response &response)
{
    const Fault fault = m_ports.fault();
    pauseFor(fault.latency, m_stop.get_token());
    if (m_random.uniform(0, 1) < fault.errorRatio) {
        refuse(response, 500, u"An injected fault: this answer was chosen to fail."_s);
        return false;
    }
    return true;
}

void CapService::finish(const char *operation, const CapNode::Reply &reply, httplib::Response &response)
{
    response.status = statusOf(reply.status);
    if (reply.status == CapNode::Status::Unavailable) {
        refuse(response, 503, u"This %1 cannot be answered consistently now."_s.arg(QLatin1StringView(operation)));
    } else if (reply.status == CapNode::Status::NotFound) {
        refuse(response, 404, u"There is no such key."_s);
    } else {
        response.set_header(sessionHeader, std::to_string(reply.version));
        response.set_content(reply.text, "text/plain");
    }
    if (reply.fromReplica) {
        response.set_header("X-Served-By", "replica");
        if (reply.staleness > CapNode::stalenessBound) {
            response.set_header("Warning", "110 - \"Response is Stale\"");
        }
    }
}

void CapService::count(const char *operation, Clock::time_point start, const httplib::Response &response)
{
    const int status = response.status == -1 ? 200 : response.status;
    m_metrics
        .counter("cap_requests_total", "Requests by mode, operation and status.",
                 {{"mode", capModeName(m_node.mode())}, {"operation", operation}, {"status", std::to_string(status)}})
        .add();
    m_metrics
        .histogram("cap_request_latency_seconds", "Time to answer a request.", durationBounds,
                   {{"operation", operation}})
        .observe(std::chrono::duration<double>(Clock::now() - start).count());
}

void CapService::serveRead(const httplib::Request &request, httplib::Response &response)
{
    const auto start = Clock::now();
    if (passesFault(response)) {
        finish("read", m_node.read(request.matches[1].str(), versionOf(request.get_header_value(sessionHeader))),
               response);
    }
    count("read", start, response);
}

void CapService::serveWrite(const httplib::Request &request, httplib::Response &response)
{
    const auto start = Clock::now();
    if (request.body.size() > longestValue) {
        refuse(response, 413, u"A value has at most 64 KiB."_s);
    } else if (passesFault(response)) {
        finish("write", m_node.write(request.matches[1].str(), request.body), response);
    }
    count("write", start, response);
}

void CapService::serveMode(const httplib::Request &request, httplib::Response &response)
{
    const auto body = bodyObject(request, {u"mode"_s});
    const QString mode = body ? body->value("mode"_L1).toString() : QString();
    if (mode != "CP"_L1 && mode != "AP"_L1) {
        refuse(response, 400, body ? u"\"mode\" must be \"CP\" or \"AP\"."_s : body.error());
        return;
    }
    m_node.setMode(mode == "CP"_L1 ? CapMode::Cp : CapMode::Ap);
    reply(response, 200, {{u"mode"_s, mode}});
}

QJsonObject CapService::breakerPage()
{
    Breaker &breaker = m_node.breaker();
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
    const bool closed = m_node.breaker().read(Clock::now()).state == Breaker::State::Closed;
    const QJsonObject database{{u"status"_s, closed ? u"UP"_s : u"DOWN"_s}};
    const bool serves = closed || m_node.mode() == CapMode::Ap;
    return {{u"status"_s, serves ? u"UP"_s : u"DOWN"_s},
            {u"components"_s,
             QJsonObject{{u"database"_s, database},
                         {u"replication"_s,
                          QJsonObject{{u"status"_s, m_node.replicas().isPartitioned() ? u"DOWN"_s : u"UP"_s}}}}}};
}

QJsonObject CapService::overview()
{
    return {{u"instances"_s,
             QJsonArray{QJsonObject{{u"url"_s, QString::fromStdString(m_ports.url())},
                                    {u"fault"_s, faultReport(m_ports.fault())}}}},
            {u"mode"_s, QString::fromLatin1(capModeName(m_node.mode()))},
            {u"partitioned"_s, m_node.replicas().isPartitioned()},
            {u"database"_s, faultReport(m_node.fault())},
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
        m_node.changeFault(order->change);
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
        m_node.replicas().setPartitioned(action == "partition"_L1, Clock::now());
        reply(response, 200, overview());
    } else {
        return false;
    }
    return true;
}

} // namespace readyroom::lab
