// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/pool.h"

#include <utility>

namespace readyroom::lab {

Pool::Lease::Lease(Pool &pool, std::unique_ptr<PooledConnection> connection, Clock::time_point opened)
    : m_pool(&pool)
    , m_connection(std::move(connection))
    , m_opened(opened)
{
}

Pool::Lease::Lease(Lease &&other) noexcept
    : m_pool(std::exchange(other.m_pool, nullptr))
    , m_connection(std::move(other.m_connection))
    , m_opened(other.m_opened)
{
}

Pool::Lease::~Lease()
{
    if (m_pool) {
        m_pool->giveBack(std::move(m_connection), m_opened);
    }
}

Pool::Pool(PoolOptions options, Connect connect, std::function<Clock::time_point()> now)
    : m_options(options)
    , m_connect(std::move(connect))
    , m_now(std::move(now))
{
}

std::expected<Pool::Idle, Pool::Error> Pool::takeTurn(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    const auto isFree = [this] { return m_stats.inUse < capacity(); };
    if (!isFree()) {
        ++m_stats.waits;
        ++m_stats.waiting;
        const bool got = m_returned.wait_until(lock, stop, Clock::now() + m_options.patience, isFree);
        --m_stats.waiting;
        if (!got) {
            m_stats.timeouts += stop.stop_requested() ? 0 : 1;
            return std::unexpected(stop.stop_requested() ? Error::Stopped : Error::Timeout);
        }
    }
    ++m_stats.inUse;
    if (m_idle.empty()) {
        return Idle{};
    }
    Idle idle = std::move(m_idle.back());
    m_idle.pop_back();
    return idle;
}

bool Pool::isUsable(const Idle &idle)
{
    if (!idle.connection) {
        return false;
    }
    const bool old = m_now() - idle.opened >= m_options.recycleAfter;
    if (!old && idle.connection->isAlive()) {
        return true;
    }
    const std::lock_guard lock(m_mutex);
    ++(old ? m_stats.recycled : m_stats.pingFailures);
    return false;
}

std::expected<Pool::Lease, Pool::Error> Pool::acquire(const std::stop_token &stop)
{
    auto turn = takeTurn(stop);
    if (!turn) {
        return std::unexpected(turn.error());
    }
    if (!isUsable(*turn)) {
        turn->connection.reset();
        *turn = {m_connect(), m_now()};
        const std::lock_guard lock(m_mutex);
        ++(turn->connection ? m_stats.opened : m_stats.refusals);
    }
    if (!turn->connection) {
        giveBack(nullptr, {});
        return std::unexpected(Error::Unreachable);
    }
    return Lease(*this, std::move(turn->connection), turn->opened);
}

void Pool::giveBack(std::unique_ptr<PooledConnection> connection, Clock::time_point opened)
{
    {
        const std::lock_guard lock(m_mutex);
        if (connection && m_idle.size() < m_options.size) {
            m_idle.push_back({std::move(connection), opened});
        }
        // Closed before the next one may be opened, so that there are never more than the capacity.
        connection.reset();
        --m_stats.inUse;
    }
    m_returned.notify_one();
}

PoolStats Pool::stats() const
{
    const std::lock_guard lock(m_mutex);
    PoolStats stats = m_stats;
    stats.idle = m_idle.size();
    return stats;
}

} // namespace readyroom::lab
