// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/bagtrack/database.h"
#include "app/lab/breaker.h"

namespace readyroom::lab {

class MetricsRegistry;

/// The way from bagtrack to its database: a breaker (5 failures, 60 s), then a connection of the pool (10 + 20), then
/// the statement. Nobody gets a connection while the breaker is open. Thread-safe.
class Store final {
public:
    Store(MetricsRegistry &metrics, Randomness &random, std::stop_token stop);

    /// Runs a statement of the length `cost`. False when there is no database to be had: it is down, its breaker is
    /// open, or no connection came back in time.
    [[nodiscard]] bool run(std::chrono::nanoseconds cost);

    [[nodiscard]] Database &database() { return m_database; }
    [[nodiscard]] Breaker &breaker() { return m_breaker; }
    [[nodiscard]] const Pool &pool() const { return m_pool; }

private:
    void observe(MetricsRegistry &metrics);

    std::stop_token m_stop;
    Database m_database;
    Breaker m_breaker;
    Pool m_pool;
};

} // namespace readyroom::lab
