// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/instance.h"

#include "app/lab/breakerorder.h"
#include "app/lab/faultorder.h"
#include "app/lab/jsonreply.h"
#include "app/lab/optimizer/failoverorder.h"
#include "app/lab/optimizer/reports.h"
#include "app/lab/pause.h"
#include "app/lab/processstats.h"

#include <httplib.h>

#include <array>
#include <atomic>

namespace readyroom::lab {

namespace {

using Clock = std::chrono::steady_clock;
using Type = MetricsRegistry::Type;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

constexpr int hotKeys = 100;
constexpr int warmUpLoads = 16; ///< at the same time
constexpr double requestsPerSecond = 110;
constexpr int tailEvery = 50; ///< one request of so many asks for an item of the long tail: 2 %
constexpr std::size_t tailBegin = 1000;
constexpr std::size_t tailItems = 1'000'000;
constexpr auto hitWork = 22ms; ///< what an answer takes without the origin, before jitter and overhead
constexpr double hitJitterSeconds = 0.0015;
constexpr auto housekeepingEvery = 1000ms;

constexpr std::array durationBounds{0.005, 0.01,  0.015, 0.02, 0.021, 0.022, 0.023, 0.024, 0.025, 0.026, 0.028,
                                    0.03,  0.035, 0.04,  0.05, 0.075, 0.1,   0.15,  0.2,   0.3,   0.4,   0.45,
                                    0.5,   0.51,  0.52,  0.53, 0.54,  0.55,  0.6,   0.75,  1.0,   2.5,   5.0};
constexpr std::array pauseBounds{0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05};

constexpr const char *itemPattern = "/api/items/{id}";

std::string etagOf(const Failover::NumberedPlan &plan)
{
    return "\"plan-" + std::to_string(plan.number) + "\"";
}

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

} // namespace

OptimizerInstance::OptimizerInstance(std::uint64_t seed, std::size_t memoryLimit)
    : m_memoryLimit(memoryLimit)
    , m_random(seed)
    , m_failover(m_metrics, m_random, m_stop.get_token())
    , m_cache(CacheOptions{})
    , m_loader(m_cache, [this](const std::string &key) { return m_failover.fetch(key); })
    , m_admin(m_cache, m_loader)
    , m_duration(m_metrics.histogram("lab_http_request_duration_seconds", "Time to answer a request.", durationBounds))
    , m_firstByte(
          m_metrics.histogram("lab_ttfb_seconds", "Time to the first byte, as the clients see it.", durationBounds))
    , m_maintenancePause(m_metrics.histogram("lab_gc_pause_seconds", "Pauses for cleaning up the cache.", pauseBounds))
    , m_trafficFailed(m_metrics.counter("lab_traffic_failures_total",
                                        "Requests of the traffic that got no answer "
                                        "or a 5xx."))
    , m_emergencies(m_metrics.counter("lab_cache_emergencies_total", "Emergency clean-ups under memory pressure.",
                                      {{"cache", cacheName}}))
    , m_app([this](httplib::Server &server) { addAppRoutes(server); })
    , m_operations([this](httplib::Server &server) {
        addAppRoutes(server);
        addOperationsRoutes(server);
    })
{
    observeCache();
    m_metrics.observe(Type::Gauge, "lab_memory_bytes", "Memory of the process.", {{"kind", "used"}},
                      [] { return double(residentBytes()); });
    m_metrics.observe(Type::Gauge, "lab_memory_bytes", "Memory of the process.", {{"kind", "limit"}},
                      [this] { return double(m_memoryLimit); });
    m_metrics.observe(Type::Gauge, "lab_build_info", "Always 1.", {{"version", optimizerVersion}}, [] { return 1.0; });
    observeProcess(m_metrics);
}

OptimizerInstance::~OptimizerInstance()
{
    m_stop.request_stop();
    m_traffic.reset();
}

void OptimizerInstance::observeCache()
{
    const MetricLabels labels{{"cache", cacheName}};
    const auto add = [&](Type type, const char *name, const char *help, auto read) {
        m_metrics.observe(type, name, help, labels, [this, read] { return double(read(m_cache.stats())); });
    };
    add(Type::Counter, "lab_cache_hits_total", "Lookups that found a value.", [](auto s) { return s.hits; });
    add(Type::Counter, "lab_cache_misses_total", "Lookups that found none.", [](auto s) { return s.misses; });
    add(Type::Counter, "lab_cache_evictions_total", "Entries that left for want of bytes.",
        [](auto s) { return s.evictions; });
    add(Type::Counter, "lab_cache_expired_total", "Entries that outlived their TTL.", [](auto s) { return s.expired; });
    add(Type::Counter, "lab_cache_invalidated_total", "Entries removed on request.",
        [](auto s) { return s.invalidated; });
    add(Type::Gauge, "lab_cache_bytes", "Bytes held.", [](auto s) { return s.bytes; });
    add(Type::Gauge, "lab_cache_entries", "Entries held.", [](auto s) { return s.entries; });
    m_metrics.observe(Type::Gauge, "lab_cache_limit_bytes", "Bytes that are never exceeded.", labels,
                      [this] { return double(m_cache.options().byteLimit); });
    m_metrics.observe(Type::Counter, "lab_cache_loads_total", "Loads from an origin.", labels,
                      [this] { return double(m_loader.loads()); });
    m_metrics.observe(Type::Counter, "lab_cache_joined_total", "Misses that waited for a load already under way.",
                      labels, [this] { return double(m_loader.joined()); });
}

bool OptimizerInstance::open()
{
    const std::lock_guard lock(m_openMutex);
    return m_app.open() && m_operations.open();
}

void OptimizerInstance::warmUpAndRun()
{
    std::atomic<int> next = 0;
    {
        std::vector<std::jthread> loading;
        for (int i = 0; i < warmUpLoads; ++i) {
            loading.emplace_back([&] {
                for (int id = next++; id < hotKeys; id = next++) {
                    const double age = m_random.uniform(0, 0.98);
                    const auto ttl = std::chrono::duration<double, std::milli>(m_cache.options().ttl);
                    m_loader.warm(std::to_string(id), std::chrono::duration_cast<std::chrono::milliseconds>(ttl * age));
                }
            });
        }
    }
    const Traffic::Options options{.port = m_app.port(), .rate = requestsPerSecond};
    m_traffic = std::make_unique<Traffic>(
        options, m_random.below(1U << 30U), [this] { return nextPath(); }, m_firstByte, m_trafficFailed);
    m_housekeeper = std::jthread([this](const std::stop_token &stop) { keepHouse(stop); });
}

Fault OptimizerInstance::changeFault(const FaultChange &change)
{
    const std::lock_guard lock(m_openMutex);
    const Fault fault = m_faults.change(change);
    if (fault.down) {
        m_app.close();
        m_operations.close();
        return fault;
    }
    if (!m_app.open() || !m_operations.open()) {
        return m_faults.change({.down = true});
    }
    return fault;
}

std::string OptimizerInstance::nextPath()
{
    if (m_turn == 0) {
        m_tailTurn = static_cast<int>(m_random.below(tailEvery));
    }
    const bool tail = m_turn == m_tailTurn;
    m_turn = (m_turn + 1) % tailEvery;
    const std::size_t id = tail ? tailBegin + m_random.below(tailItems) : m_random.below(hotKeys);
    return "/api/items/" + std::to_string(id);
}

void OptimizerInstance::maintain()
{
    const auto start = Clock::now();
    const std::size_t limit = m_cache.options().byteLimit;
    if (residentBytes() > m_memoryLimit) {
        m_cache.maintain(limit / 2);
        m_emergencies.add();
    } else {
        m_cache.maintain(limit - limit / 50);
    }
    m_maintenancePause.observe(secondsSince(start));
}

void OptimizerInstance::keepHouse(const std::stop_token &stop)
{
    while (pauseFor(housekeepingEvery, stop)) {
        m_failover.checkHealth();
        maintain();
    }
}

void OptimizerInstance::addAppRoutes(httplib::Server &server)
{
    server.Get("/api/items/([0-9]{1,12})", [this](const httplib::Request &request, httplib::Response &response) {
        const auto start = Clock::now();
        serveItem(request, response);
        answered(request, response, itemPattern, start);
    });
    m_admin.addRoutes(server);
    server.set_error_handler([](const httplib::Request &, httplib::Response &response) {
        if (response.body.empty()) {
            refuse(response, response.status, u"Nothing here answers that request."_s);
        }
    });
}

void OptimizerInstance::addOperationsRoutes(httplib::Server &server)
{
    server.Get("/health", [this](const httplib::Request &, httplib::Response &response) {
        const QJsonObject body = health();
        reply(response, body["status"_L1] == "fail"_L1 ? 503 : 200, body, "application/health+json");
    });
    server.Get("/metrics", [this](const httplib::Request &, httplib::Response &response) {
        response.set_content(m_metrics.page(), metricsContentType);
    });
    server.Get("/breakers",
               [this](const httplib::Request &, httplib::Response &response) { reply(response, 200, breakers()); });
    server.Get("/stats",
               [this](const httplib::Request &, httplib::Response &response) { reply(response, 200, stats()); });
    addBreakerOrder(server, "/breakers", {&m_failover.members()[0].breaker, &m_failover.members()[1].breaker},
                    [this] { return breakers(); });
    server.Get("/failover", [this](const httplib::Request &, httplib::Response &response) { showFailover(response); });
    const auto change = [this](const httplib::Request &request, httplib::Response &response) {
        serveFailover(request, response);
    };
    server.Put("/failover", change);
    server.Post("/failover", change);
}

void OptimizerInstance::showFailover(httplib::Response &response) const
{
    response.set_header("ETag", etagOf(m_failover.plan()));
    reply(response, 200, failoverReport(m_failover));
}

void OptimizerInstance::serveFailover(const httplib::Request &request, httplib::Response &response)
{
    const auto order = readFailoverOrder(request, 0);
    if (!order) {
        refuse(response, 400, order.error());
        return;
    }
    Failover::NumberedPlan plan = m_failover.plan();
    const std::string expected = request.get_header_value("If-Match");
    const bool isSeen = expected.empty() || expected == "*" || expected == etagOf(plan);
    plan.plan = order->appliedTo(plan.plan);
    if (!isSeen || !m_failover.replacePlan(plan)) {
        refuse(response, 412, u"The failover plan was changed by somebody else meanwhile."_s);
        return;
    }
    showFailover(response);
}

void OptimizerInstance::serveItem(const httplib::Request &request, httplib::Response &response)
{
    const Fault fault = m_faults.read();
    const std::chrono::duration<double> work(std::chrono::duration<double>(hitWork + fault.latency).count()
                                             + m_random.uniform(-hitJitterSeconds, hitJitterSeconds));
    const auto wait = [this](std::chrono::duration<double> length) {
        pauseFor(std::chrono::duration_cast<std::chrono::nanoseconds>(length), m_stop.get_token());
    };
    if (m_random.uniform(0, 1) < fault.errorRatio) {
        wait(work);
        refuse(response, 500, u"An injected fault: this answer was chosen to fail."_s);
        return;
    }
    const auto answer = m_loader.get(request.matches[1].str());
    if (answer.way == Loader::Way::Hit) {
        wait(work);
    } else if (fault.latency > 0ms) {
        wait(fault.latency);
    }
    if (!answer.value) {
        refuse(response, answer.status, u"No origin could be asked."_s);
        return;
    }
    response.set_header("X-Cache", answer.way == Loader::Way::Hit ? "HIT" : "MISS");
    response.set_content(*answer.value, "application/json");
}

void OptimizerInstance::answered(const httplib::Request &, const httplib::Response &response, const std::string &path,
                                 Clock::time_point start)
{
    const int status = response.status == -1 ? 200 : response.status;
    m_metrics
        .counter("lab_http_requests_total", "Requests by answer and path.",
                 {{"code", std::to_string(status)}, {"path", path}})
        .add();
    m_duration.observe(secondsSince(start));
}

QJsonObject OptimizerInstance::health()
{
    return healthReport(m_cache, m_failover);
}

QJsonObject OptimizerInstance::breakers()
{
    return breakerReport(m_failover);
}

QJsonObject OptimizerInstance::stats() const
{
    return cacheReport(m_cache, m_loader);
}

QJsonObject OptimizerInstance::overview()
{
    const Fault fault = m_faults.read();
    return {{u"url"_s, QString::fromStdString(url())},
            {u"fault"_s, faultReport(fault)},
            {u"breakers"_s, breakers()["breakers"_L1]},
            {u"failover"_s, failoverReport(m_failover)}};
}

} // namespace readyroom::lab
