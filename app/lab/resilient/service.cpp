// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/resilient/service.h"

#include "app/lab/breakerorder.h"
#include "app/lab/faultorder.h"
#include "app/lab/jsonreply.h"
#include "app/lab/pause.h"
#include "app/lab/processstats.h"

#include <httplib.h>

#include <QJsonArray>
#include <QRandomGenerator>

#include <array>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::size_t trafficUsers = 4;
constexpr auto trafficThink = 400ms;
constexpr std::uint64_t requestsOfOneClient = 5; ///< of the traffic; then another one comes, so that none is limited
constexpr std::array currencies{"EUR", "USD", "GBP", "JPY", "CHF", "SEK", "NOK", "PLN"};
constexpr std::array durationBounds{0.005, 0.01, 0.025, 0.05, 0.075, 0.1,  0.25, 0.5,
                                    1.0,   2.0,  5.0,   10.0, 15.0,  30.0, 60.0};

/// As the state is called on the pages of this service, which is not the way of others.
QString upperState(Breaker::State state)
{
    const auto name = Breaker::stateName(state);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())).toUpper();
}

void addRequestIds(httplib::Server &server)
{
    // The last thing before an answer is written, whoever made it: pages, errors, refusals.
    server.set_post_routing_handler([](const httplib::Request &, httplib::Response &response) {
        response.set_header("X-Request-ID", ResilientService::newRequestId());
    });
    server.set_error_handler([](const httplib::Request &, httplib::Response &response) {
        if (response.body.empty()) {
            refuse(response, response.status, u"Nothing here answers that request."_s);
        }
    });
}

} // namespace

std::string ResilientService::newRequestId()
{
    constexpr quint64 twelveDigits = (quint64{1} << 48U) - 1;
    const quint64 number = QRandomGenerator::system()->generate64() & twelveDigits;
    return "req-" + QByteArray::number(number, 16).rightJustified(12, '0').toStdString();
}

ResilientService::ResilientService(std::uint64_t seed)
    : m_random(seed)
    , m_api(m_random, m_stop.get_token())
    , m_caller([this](const std::string &path) { return m_api.ask(path); },
               [this](std::chrono::nanoseconds length) { return pauseFor(length, m_stop.get_token()); })
    , m_limiter({{.count = 10, .window = 60s}, {.count = 100, .window = 3600s}})
    , m_limited(m_metrics.counter("rc_rate_limited_total", "Requests that were answered 429."))
    , m_trafficFailed(
          m_metrics.counter("rc_traffic_failures_total", "Requests of the own traffic without answer or with a 5xx."))
    , m_ports([this](httplib::Server &server) { addAppRoutes(server); }, Listener::usualConnections,
              [this](httplib::Server &server) {
                  addAppRoutes(server);
                  addOperationsRoutes(server);
              })
{
    observe();
    observeProcess(m_metrics);
}

ResilientService::~ResilientService()
{
    m_stop.request_stop();
    m_users.reset();
}

void ResilientService::observe()
{
    using Type = MetricsRegistry::Type;
    m_metrics.observe(Type::Counter, "rc_retries_total", "Attempts after the first one.", {},
                      [this] { return double(m_caller.retries()); });
    m_metrics.observe(Type::Counter, "rc_upstream_timeouts_total", "Attempts without an answer within 15 seconds.", {},
                      [this] { return double(m_caller.timeouts()); });
    m_metrics.observe(Type::Counter, "rc_upstream_connection_errors_total",
                      "Attempts whose connection was refused or cut.", {},
                      [this] { return double(m_caller.connectionErrors()); });
    m_metrics.observe(Type::Counter, "rc_breaker_opened_total", "How often the breaker tripped.", {},
                      [this] { return double(m_caller.breaker().read(Clock::now()).opened); });
    m_metrics.observe(Type::Counter, "rc_breaker_rejected_total", "Attempts that the breaker did not let through.", {},
                      [this] { return double(m_caller.breaker().read(Clock::now()).rejected); });
}

QString ResilientService::name() const
{
    return u"resilient-client"_s;
}

bool ResilientService::open()
{
    return m_api.open() && m_ports.open();
}

Users::Request ResilientService::nextOfTraffic()
{
    const std::uint64_t number = m_trafficRequests.fetch_add(1);
    return {.path = std::string("/api/rates/") + currencies.at(m_random.below(currencies.size())),
            .headers = {{"X-Api-Key", "visitor-" + std::to_string(number / requestsOfOneClient)}}};
}

void ResilientService::warmUpAndRun()
{
    m_users = std::make_unique<Users>(
        Users::Options{.port = m_ports.appPort(), .count = trafficUsers, .think = trafficThink},
        m_random.below(1U << 30U), [this](std::size_t) { return nextOfTraffic(); },
        [](std::size_t, const httplib::Response &) {}, m_trafficFailed);
}

FleetEntry ResilientService::fleetEntry() const
{
    return {name(),
            u"staging"_s,
            u"integrations"_s,
            {QString::fromStdString(m_ports.url())},
            {u"health: {path: /health}"_s, u"metrics: {path: /metrics}"_s,
             u"breakers: {path: /circuit, kind: json, at: /circuits, name: /id, state: /status}"_s},
            name()};
}

void ResilientService::addAppRoutes(httplib::Server &server)
{
    addRequestIds(server);
    server.Get("/api/rates/([A-Z]{3})", [this](const httplib::Request &request, httplib::Response &response) {
        serve("/api/rates/{currency}", "/v1/rates/" + request.matches[1].str(), request, response);
    });
    server.Get("/api/data", [this](const httplib::Request &request, httplib::Response &response) {
        serve("/api/data", "/v1/rates/EUR", request, response);
    });
}

void ResilientService::addOperationsRoutes(httplib::Server &server)
{
    server.Get("/health", [this](const httplib::Request &, httplib::Response &response) {
        reply(response, 200, healthPage(), "application/health+json");
    });
    server.Get("/metrics", [this](const httplib::Request &, httplib::Response &response) {
        response.set_content(m_metrics.page(), metricsContentType);
    });
    addBreakerOrder(server, "/circuit", {&m_caller.breaker()}, [this] { return breakerPage(); });
    server.Get("/circuit",
               [this](const httplib::Request &, httplib::Response &response) { reply(response, 200, breakerPage()); });
}

void ResilientService::serve(const char *route, const std::string &upstreamPath, const httplib::Request &request,
                             httplib::Response &response)
{
    const auto start = Clock::now();
    answer(upstreamPath, request, response);
    const int status = response.status == -1 ? 200 : response.status;
    m_metrics
        .counter("rc_requests_total", "Requests by route and status.",
                 {{"route", route}, {"status", std::to_string(status)}})
        .add();
    m_metrics
        .histogram("rc_request_seconds", "Time to answer a request, retries included.", durationBounds,
                   {{"route", route}})
        .observe(std::chrono::duration<double>(Clock::now() - start).count());
}

void ResilientService::answer(const std::string &upstreamPath, const httplib::Request &request,
                              httplib::Response &response)
{
    if (const auto refusal = m_limiter.refuse(clientOf(request), Clock::now())) {
        m_limited.add();
        refuseTooMany(response, m_limiter.limits().at(refusal->limit), refusal->wait);
        return;
    }
    const Fault fault = m_ports.fault();
    pauseFor(fault.latency, m_stop.get_token());
    if (m_random.uniform(0, 1) < fault.errorRatio) {
        refuse(response, 500, u"An injected fault: this answer was chosen to fail."_s);
        return;
    }
    const Caller::Result result = m_caller.call(upstreamPath);
    switch (result.outcome) {
    case Caller::Outcome::Answered:
        response.status = *result.answer.status;
        response.set_content(result.answer.body, "application/json");
        return;
    case Caller::Outcome::FailedFast:
        refuse(response, 503, u"The external API is left alone for a minute, because it kept failing."_s);
        return;
    case Caller::Outcome::Exhausted:
    case Caller::Outcome::Stopped:
        refuse(response, 502, u"The external API failed %1 times."_s.arg(result.attempts));
        return;
    }
}

QJsonObject ResilientService::healthPage()
{
    const auto reading = m_caller.breaker().read(Clock::now());
    const bool closed = reading.state == Breaker::State::Closed;
    return {{u"status"_s, closed ? u"pass"_s : u"warn"_s},
            {u"version"_s, u"1.11"_s},
            {u"serviceId"_s, name()},
            {u"checks"_s,
             QJsonObject{{u"external-api:availability"_s,
                          QJsonArray{QJsonObject{{u"componentType"_s, u"component"_s},
                                                 {u"status"_s, closed ? u"pass"_s : u"warn"_s}}}}}}};
}

QJsonObject ResilientService::breakerPage()
{
    Breaker &breaker = m_caller.breaker();
    const auto reading = breaker.read(Clock::now());
    return {{u"circuits"_s,
             QJsonArray{QJsonObject{{u"id"_s, QString::fromStdString(breaker.name())},
                                    {u"status"_s, upperState(reading.state)},
                                    {u"consecutive_failures"_s, reading.failures},
                                    {u"threshold"_s, 5},
                                    {u"timeout_s"_s, 60}}}}};
}

QJsonObject ResilientService::overview()
{
    return {{u"instances"_s,
             QJsonArray{QJsonObject{{u"url"_s, QString::fromStdString(m_ports.url())},
                                    {u"fault"_s, faultReport(m_ports.fault())}}}},
            {u"external_api"_s, faultReport(m_api.fault())},
            {u"breakers"_s, breakerPage()["circuits"_L1]},
            {u"retries"_s, static_cast<qint64>(m_caller.retries())},
            {u"clients"_s, static_cast<qint64>(m_limiter.clients())}};
}

bool ResilientService::control(const QString &action, const httplib::Request &request, httplib::Response &response)
{
    if (request.method != "POST" || action != "fault"_L1) {
        return false;
    }
    const auto order = readFaultOrder(request, 1, {u"external-api"_s});
    if (!order) {
        refuse(response, 400, order.error());
        return true;
    }
    if (order->origin.isEmpty()) {
        m_ports.change(order->change);
    } else {
        m_api.changeFault(order->change);
    }
    reply(response, 200, overview());
    return true;
}

} // namespace readyroom::lab
