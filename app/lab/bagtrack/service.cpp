// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/bagtrack/service.h"

#include "app/lab/bagtrack/actions.h"
#include "app/lab/breakerorder.h"
#include "app/lab/cacheselection.h"
#include "app/lab/faultorder.h"
#include "app/lab/invalidation.h"
#include "app/lab/jsonreply.h"
#include "app/lab/pause.h"
#include "app/lab/processstats.h"

#include <httplib.h>

#include <QJsonArray>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

// What answers take besides the database, in seconds.
constexpr double renderSeconds = 0.09;
constexpr double renderJitter = 0.02;
constexpr double hashSeconds = 0.67; ///< of a password: the slow part of a login
constexpr double hashJitter = 0.02;
constexpr auto accountCost = 30ms; ///< the statement of a login
constexpr double healthSeconds = 0.0055;
// A report takes from 0.86 to 1.56 s by its number, half of it in the database.
constexpr double shortestReport = 0.86;
constexpr double longestReport = 1.56;

constexpr std::array durationBounds{0.005, 0.01, 0.025, 0.05, 0.075, 0.08, 0.09, 0.1, 0.11, 0.15, 0.25, 0.5,
                                    0.65,  0.7,  0.75,  0.8,  0.85,  0.9,  1.0,  1.1, 1.2,  1.25, 1.3,  1.35,
                                    1.4,   1.45, 1.5,   1.55, 1.6,   1.65, 1.75, 2.0, 2.5,  5.0,  10.0, 30.0};

constexpr std::array<Lookup::Kind, 3> lookupKinds{{{"dashboard_stats", 30s, &BagTable::stationText},
                                                   {"bag_lookups", 60s, &BagTable::bagText},
                                                   {"user_data", 300s, &BagTable::userText}}};

qint64 integer(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

} // namespace

BagtrackService::BagtrackService(std::uint64_t seed)
    : m_random(seed)
    , m_store(m_metrics, m_random, m_stop.get_token())
    , m_guard(m_metrics)
    , m_workload(m_random)
    , m_trafficFailed(m_metrics.counter("bagtrack_traffic_failures_total",
                                        "Requests of the own users without answer or with a 5xx."))
    , m_ports([this](httplib::Server &server) { addAppRoutes(server); }, Workload::users + 6,
              [this](httplib::Server &server) {
                  addAppRoutes(server);
                  addOperationsRoutes(server);
              })
{
    for (const Lookup::Kind &kind : lookupKinds) {
        m_lookups.emplace_back(kind, m_store, m_random, m_stop.get_token());
    }
    observeBags();
    observeProcess(m_metrics);
}

BagtrackService::~BagtrackService()
{
    m_stop.request_stop();
    m_users.reset();
}

void BagtrackService::observeBags()
{
    const auto add = [this](const char *kind, auto count) {
        m_metrics.observe(MetricsRegistry::Type::Gauge, "bagtrack_bags", "Bags in the table.", {{"kind", kind}},
                          [this, count] { return double(count(m_store.database().bags())); });
    };
    add("total", [](const BagTable &bags) { return bags.total(); });
    add("parent", [](const BagTable &bags) { return bags.parents(); });
    add("child", [](const BagTable &bags) { return bags.children(); });
}

QString BagtrackService::name() const
{
    return u"bagtrack"_s;
}

bool BagtrackService::open()
{
    return m_ports.open();
}

void BagtrackService::warmUpAndRun()
{
    for (const auto area : {Workload::Area::Station, Workload::Area::Bag, Workload::Area::User}) {
        lookup(area).warm(m_workload.warmth(area, lookup(area).kind().ttl));
    }
    m_users = std::make_unique<Users>(
        Users::Options{.port = m_ports.appPort(), .count = Workload::users}, m_random.below(1U << 30U),
        [this](std::size_t user) { return m_workload.next(user); },
        [this](std::size_t user, const httplib::Response &response) { m_workload.answered(user, response); },
        m_trafficFailed);
}

FleetEntry BagtrackService::fleetEntry() const
{
    return {
        name(),
        u"production"_s,
        u"baggage"_s,
        {QString::fromStdString(m_ports.url())},
        {u"health: {path: /health, kind: status}"_s, u"metrics: {path: /metrics}"_s,
         u"breakers: {path: /circuit-breakers, kind: json, at: /circuit_breakers, state: /state}"_s,
         u"caches: {path: /cache/stats, kind: json, at: /caches, hits: /hits, misses: /misses, size: /bytes, evictions: /evictions}"_s},
        name(),
        bagtrackActions()};
}

void BagtrackService::addRoute(httplib::Server &server, const Route &route)
{
    const auto handler = [this, route](const httplib::Request &request, httplib::Response &response) {
        serve(route, request, response);
    };
    if (std::string_view(route.method) == "POST") {
        server.Post(route.pattern, handler);
    } else {
        server.Get(route.pattern, handler);
    }
}

void BagtrackService::addAppRoutes(httplib::Server &server)
{
    using Area = Guard::Area;
    using Self = BagtrackService;
    server.set_default_headers({{"X-Content-Type-Options", "nosniff"}, {"X-Frame-Options", "SAMEORIGIN"}});
    const Route routes[] = {
        {"GET", "/api/dashboard-stats-cached", "/api/dashboard-stats-cached", Area::Api, &Self::serveStation},
        {"GET", "/api/bags/count", "/api/bags/count", Area::Api, &Self::serveCounts},
        {"GET", "/api/bags/([0-9]{1,9})", "/api/bags/<id>", Area::Api, &Self::serveBag},
        {"GET", "/api/users/([0-9]{1,9})", "/api/users/<id>", Area::Api, &Self::serveUser},
        {"GET", "/api/reports/([0-9]{1,2})", "/api/reports/<number>", Area::Api, &Self::serveReport},
        {"GET", "/csrf-token", "/csrf-token", Area::Default, &Self::serveToken},
        {"POST", "/login", "/login", Area::Auth, &Self::serveLogin},
    };
    for (const Route &route : routes) {
        addRoute(server, route);
    }
    server.set_error_handler([](const httplib::Request &, httplib::Response &response) {
        if (response.body.empty()) {
            refuse(response, response.status, u"Nothing here answers that request."_s);
        }
    });
}

void BagtrackService::addOperationsRoutes(httplib::Server &server)
{
    server.Get("/health", [this](const httplib::Request &, httplib::Response &response) {
        work(healthSeconds);
        reply(response, 200, {{u"status"_s, u"healthy"_s}, {u"service"_s, name()}});
    });
    server.Get("/metrics", [this](const httplib::Request &, httplib::Response &response) {
        response.set_content(m_metrics.page(), metricsContentType);
    });
    server.Get("/circuit-breakers",
               [this](const httplib::Request &, httplib::Response &response) { reply(response, 200, breakerPage()); });
    addBreakerOrder(server, "/circuit-breakers", {&m_store.breaker()}, [this] { return breakerPage(); });
    server.Get("/cache/stats",
               [this](const httplib::Request &, httplib::Response &response) { reply(response, 200, cachePage()); });
    server.Get("/cache/entries", [this](const httplib::Request &request, httplib::Response &response) {
        serveEntries(request, response);
    });
    // For operators, who have no session: not protected against forgery, as the port is not for browsers.
    server.Post("/cache/invalidate", [this](const httplib::Request &request, httplib::Response &response) {
        serveInvalidation(request, response);
    });
}

void BagtrackService::work(double seconds)
{
    pauseFor(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds)),
             m_stop.get_token());
}

void BagtrackService::serve(const Route &route, const httplib::Request &request, httplib::Response &response)
{
    const auto start = Clock::now();
    answer(route, request, response);
    const std::string status = std::to_string(response.status == -1 ? 200 : response.status);
    m_metrics
        .counter("flask_http_request_total", "Total number of HTTP requests.",
                 {{"method", route.method}, {"status", status}})
        .add();
    m_metrics
        .histogram("flask_http_request_duration_seconds", "Flask HTTP request duration in seconds.", durationBounds,
                   {{"method", route.method}, {"path", route.path}, {"status", status}})
        .observe(std::chrono::duration<double>(Clock::now() - start).count());
}

void BagtrackService::answer(const Route &route, const httplib::Request &request, httplib::Response &response)
{
    if (!m_guard.admits(route.area, request, response)
        || (request.method == "POST" && !m_guard.isGenuine(request, response))) {
        return;
    }
    const Fault fault = m_ports.fault();
    if (fault.latency > 0ms) {
        pauseFor(fault.latency, m_stop.get_token());
    }
    if (m_random.uniform(0, 1) < fault.errorRatio) {
        refuse(response, 500, u"An injected fault: this answer was chosen to fail."_s);
        return;
    }
    (this->*route.handler)(request, response);
}

void BagtrackService::serveLookup(Workload::Area area, const std::string &key, httplib::Response &response)
{
    const auto found = lookup(area).get(key);
    if (!found.value) {
        refuse(response, found.status,
               found.status == 404 ? u"There is no such thing."_s : u"The database cannot be asked."_s);
        return;
    }
    work(m_random.uniform(renderSeconds - renderJitter, renderSeconds + renderJitter));
    response.set_header("X-Cache", found.way == Loader::Way::Hit ? "HIT" : "MISS");
    response.set_content(*found.value, "application/json");
}

void BagtrackService::serveStation(const httplib::Request &request, httplib::Response &response)
{
    serveLookup(Workload::Area::Station,
                request.get_param_value("station").substr(0, 9) + "/"
                    + request.get_param_value("terminal").substr(0, 9),
                response);
}

void BagtrackService::serveBag(const httplib::Request &request, httplib::Response &response)
{
    serveLookup(Workload::Area::Bag, request.matches[1].str(), response);
}

void BagtrackService::serveUser(const httplib::Request &request, httplib::Response &response)
{
    serveLookup(Workload::Area::User, request.matches[1].str(), response);
}

void BagtrackService::serveReport(const httplib::Request &request, httplib::Response &response)
{
    const int number = std::stoi(request.matches[1].str());
    if (number >= BagTable::reports) {
        refuse(response, 404, u"There is no such report."_s);
        return;
    }
    const double share = (number + 0.5) / BagTable::reports;
    const double half = (shortestReport + (longestReport - shortestReport) * share) / 2;
    if (!m_store.run(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(half)))) {
        refuse(response, 503, u"The database cannot be asked."_s);
        return;
    }
    work(half);
    response.set_content(m_store.database().bags().reportText(number), "application/json");
}

void BagtrackService::serveCounts(const httplib::Request &, httplib::Response &response)
{
    if (!m_store.run(accountCost)) {
        refuse(response, 503, u"The database cannot be asked."_s);
        return;
    }
    const BagTable &bags = m_store.database().bags();
    reply(response, 200,
          {{u"total"_s, integer(bags.total())},
           {u"parent"_s, integer(bags.parents())},
           {u"child"_s, integer(bags.children())}});
}

void BagtrackService::serveToken(const httplib::Request &request, httplib::Response &response)
{
    m_guard.giveToken(request, response);
}

void BagtrackService::serveLogin(const httplib::Request &request, httplib::Response &response)
{
    const auto body = bodyObject(request, {u"user"_s, u"password"_s});
    if (!body) {
        refuse(response, 400, body.error());
        return;
    }
    const int user = body->value("user"_L1).toInt();
    if (!m_store.run(accountCost)) {
        refuse(response, 503, u"The database cannot be asked."_s);
        return;
    }
    // An unknown user takes as long as a wrong password, so that users cannot be told from others.
    work(m_random.uniform(hashSeconds - hashJitter, hashSeconds + hashJitter));
    const bool known = user >= 1 && user <= BagTable::users;
    if (!known || body->value("password"_L1).toString() != u"agent-%1"_s.arg(user)) {
        refuse(response, 401, u"The user or the password is wrong."_s);
        return;
    }
    Guard::beginSession(response);
    reply(response, 200, {{u"user"_s, user}});
}

void BagtrackService::serveInvalidation(const httplib::Request &request, httplib::Response &response)
{
    const auto body = bodyObject(request, {u"by"_s, u"value"_s, u"cache"_s});
    const auto order = body ? readInvalidation(*body) : std::unexpected(body.error());
    if (!order) {
        refuse(response, 400, order.error());
        return;
    }
    const QString only = body->value("cache"_L1).toString();
    if (body->contains("cache"_L1)
        && std::ranges::none_of(lookupKinds, [&](const auto &kind) { return only == QLatin1StringView(kind.name); })) {
        refuse(response, 400, u"\"cache\" must be dashboard_stats, bag_lookups or user_data."_s);
        return;
    }
    std::size_t gone = 0;
    QJsonObject caches;
    for (Lookup &lookup : m_lookups) {
        const QString name = QString::fromLatin1(lookup.kind().name);
        if (only.isEmpty() || only == name) {
            lookup.loader().disown();
            const std::size_t left = invalidate(lookup.cache(), *order);
            caches[name] = integer(left);
            gone += left;
        }
    }
    reply(response, 200,
          {{u"removed"_s, integer(gone)}, {u"by"_s, invalidationName(order->by)}, {u"caches"_s, caches}});
}

void BagtrackService::serveEntries(const httplib::Request &request, httplib::Response &response)
{
    const auto selection = readCacheSelection(request, {u"cache"_s});
    if (!selection) {
        refuse(response, 400, selection.error());
        return;
    }
    const QString only = QString::fromStdString(request.get_param_value("cache"));
    qint64 count = 0;
    QJsonObject caches;
    for (Lookup &lookup : m_lookups) {
        const QString name = QString::fromLatin1(lookup.kind().name);
        if (only.isEmpty() || only == name) {
            const QJsonObject found = entriesReport(lookup.cache(), *selection);
            count += found["count"_L1].toInteger();
            caches[name] = found["count"_L1];
        }
    }
    reply(response, 200, {{u"count"_s, count}, {u"caches"_s, caches}});
}

QJsonObject BagtrackService::cachePage()
{
    QJsonObject caches;
    for (Lookup &lookup : m_lookups) {
        const CacheStats stats = lookup.cache().stats();
        caches[QString::fromLatin1(lookup.kind().name)] =
            QJsonObject{{u"ttl_s"_s, integer(static_cast<std::uint64_t>(lookup.kind().ttl.count()))},
                        {u"hits"_s, integer(stats.hits)},
                        {u"misses"_s, integer(stats.misses)},
                        {u"expired"_s, integer(stats.expired)},
                        {u"evictions"_s, integer(stats.evictions)},
                        {u"entries"_s, integer(stats.entries)},
                        {u"bytes"_s, integer(stats.bytes)}};
    }
    return {{u"backend"_s, u"memory"_s}, {u"caches"_s, caches}};
}

QJsonObject BagtrackService::breakerPage()
{
    const auto now = Clock::now();
    Breaker &breaker = m_store.breaker();
    const auto reading = breaker.read(now);
    const auto state = Breaker::stateName(reading.state);
    const QJsonObject one{{u"state"_s, QString::fromLatin1(state.data(), static_cast<qsizetype>(state.size()))},
                          {u"failure_count"_s, reading.failures},
                          {u"failure_threshold"_s, 5},
                          {u"recovery_timeout_s"_s, 60},
                          {u"opened"_s, integer(reading.opened)},
                          {u"rejected"_s, integer(reading.rejected)}};
    return {{u"circuit_breakers"_s, QJsonObject{{QString::fromStdString(breaker.name()), one}}}};
}

QJsonObject BagtrackService::overview()
{
    const PoolStats pool = m_store.pool().stats();
    return {{u"instances"_s,
             QJsonArray{QJsonObject{{u"url"_s, QString::fromStdString(m_ports.url())},
                                    {u"fault"_s, faultReport(m_ports.fault())}}}},
            {u"database"_s, faultReport(m_store.database().fault())},
            {u"breakers"_s, breakerPage()["circuit_breakers"_L1]},
            {u"caches"_s, cachePage()["caches"_L1]},
            {u"pool"_s,
             QJsonObject{{u"in_use"_s, integer(pool.inUse)},
                         {u"capacity"_s, integer(m_store.pool().capacity())},
                         {u"waits"_s, integer(pool.waits)},
                         {u"errors"_s, integer(pool.timeouts + pool.refusals)}}}};
}

bool BagtrackService::control(const QString &action, const httplib::Request &request, httplib::Response &response)
{
    if (request.method != "POST" || action != "fault"_L1) {
        return false;
    }
    const auto order = readFaultOrder(request, 1, {u"database"_s});
    if (!order) {
        refuse(response, 400, order.error());
    } else {
        if (order->origin.isEmpty()) {
            m_ports.change(order->change);
        } else {
            m_store.database().changeFault(order->change);
        }
        reply(response, 200, overview());
    }
    return true;
}

} // namespace readyroom::lab
