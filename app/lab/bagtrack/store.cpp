// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/bagtrack/store.h"

#include "app/lab/metrics.h"

namespace readyroom::lab {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr BreakerOptions breakerOptions{.failuresToOpen = 5, .openFor = 60s, .successesToClose = 1};
constexpr const char *poolName = "bags";

} // namespace

Store::Store(MetricsRegistry &metrics, Randomness &random, std::stop_token stop)
    : m_stop(stop)
    , m_database(random, std::move(stop))
    , m_breaker("database", breakerOptions, Clock::now())
    , m_pool({}, [this] { return m_database.connect(); })
{
    observe(metrics);
}

void Store::observe(MetricsRegistry &metrics)
{
    using Type = MetricsRegistry::Type;
    const auto add = [&](Type type, const char *name, const char *help, auto read) {
        metrics.observe(type, name, help, {{"pool", poolName}}, [this, read] { return double(read(m_pool.stats())); });
    };
    add(Type::Gauge, "bagtrack_pool_in_use", "Connections on loan.", [](auto s) { return s.inUse; });
    add(Type::Gauge, "bagtrack_pool_idle", "Connections that are open, but not on loan.",
        [](auto s) { return s.idle; });
    add(Type::Gauge, "bagtrack_pool_waiting", "Requests that wait for a connection.", [](auto s) { return s.waiting; });
    metrics.observe(Type::Gauge, "bagtrack_pool_capacity", "Connections that can be on loan, with overflow.",
                    {{"pool", poolName}}, [this] { return double(m_pool.capacity()); });
    add(Type::Counter, "bagtrack_pool_opened_total", "Connections opened.", [](auto s) { return s.opened; });
    add(Type::Counter, "bagtrack_pool_recycled_total", "Connections replaced because of their age.",
        [](auto s) { return s.recycled; });
    add(Type::Counter, "bagtrack_pool_ping_failures_total", "Connections that did not answer before their loan.",
        [](auto s) { return s.pingFailures; });
    add(Type::Counter, "bagtrack_pool_waits_total", "Requests that had to wait for a connection.",
        [](auto s) { return s.waits; });
    const auto addError = [&](const char *kind, auto read) {
        metrics.observe(Type::Counter, "bagtrack_pool_errors_total", "Requests that got no connection.",
                        {{"pool", poolName}, {"kind", kind}}, [this, read] { return double(read(m_pool.stats())); });
    };
    addError("timeout", [](auto s) { return s.timeouts; });
    addError("unreachable", [](auto s) { return s.refusals; });
    metrics.observe(Type::Counter, "bagtrack_breaker_rejected_total", "Statements that an open breaker refused.",
                    {{"breaker", m_breaker.name()}}, [this] { return double(m_breaker.read(Clock::now()).rejected); });
}

bool Store::run(std::chrono::nanoseconds cost)
{
    const auto permit = m_breaker.tryAcquire(Clock::now());
    if (!permit) {
        return false;
    }
    auto outcome = Database::Outcome::Broken;
    if (auto lease = m_pool.acquire(m_stop)) {
        outcome = m_database.run(lease->connection(), cost);
        if (outcome == Database::Outcome::Broken) {
            lease->discard();
        }
    }
    const bool good = outcome == Database::Outcome::Done;
    // A connection that could not be had in time counts as well: an overloaded database is spared by the same means.
    if (good) {
        m_breaker.succeeded(*permit, Clock::now());
    } else {
        m_breaker.failed(*permit, Clock::now());
    }
    return good;
}

} // namespace readyroom::lab
