// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace readyroom::lab {

struct PoolOptions {
    std::size_t size = 10; ///< connections that stay open while nobody needs them
    std::size_t overflow = 20; ///< connections beyond, which are closed when they are given back
    std::chrono::milliseconds patience{30'000}; ///< how long a caller waits for a connection
    std::chrono::milliseconds recycleAfter{300'000}; ///< an older one is replaced before it is lent again
};

/// What a pool lends: one session with a database.
class PooledConnection {
public:
    PooledConnection() = default;
    virtual ~PooledConnection() = default;
    PooledConnection(const PooledConnection &) = delete;
    PooledConnection &operator=(const PooledConnection &) = delete;

    /// The pre-ping: a cheap question over the connection itself.
    [[nodiscard]] virtual bool isAlive() = 0;
};

/// Monotonous counts, and the present use.
struct PoolStats {
    std::size_t inUse = 0;
    std::size_t idle = 0;
    std::size_t waiting = 0; ///< callers that wait for a connection
    std::uint64_t opened = 0;
    std::uint64_t recycled = 0;
    std::uint64_t pingFailures = 0;
    std::uint64_t waits = 0; ///< callers that had to wait
    std::uint64_t timeouts = 0; ///< callers that waited in vain
    std::uint64_t refusals = 0; ///< connections that could not be opened
};

/// Bounded pool of connections in the manner of SQLAlchemy's QueuePool. Thread-safe.
class Pool final {
public:
    using Clock = std::chrono::steady_clock;
    /// Null when the database cannot be reached. Called without lock, by any thread.
    using Connect = std::function<std::unique_ptr<PooledConnection>()>;
    enum class Error { Timeout, Unreachable, Stopped };

    /// A connection on loan; it goes back when this object does.
    class Lease final {
    public:
        Lease(Lease &&other) noexcept;
        Lease &operator=(Lease &&) = delete;
        ~Lease();
        [[nodiscard]] PooledConnection &connection() { return *m_connection; }
        /// The connection broke: it is closed instead of being lent again.
        void discard() { m_connection.reset(); }

    private:
        friend class Pool;
        Lease(Pool &pool, std::unique_ptr<PooledConnection> connection, Clock::time_point opened);

        Pool *m_pool;
        std::unique_ptr<PooledConnection> m_connection;
        Clock::time_point m_opened;
    };

    /// `now` tells how old connections are; waiting is always real.
    Pool(PoolOptions options, Connect connect, std::function<Clock::time_point()> now = &Clock::now);

    /// Lends a connection that has just answered its ping; waits while all are lent.
    [[nodiscard]] std::expected<Lease, Error> acquire(const std::stop_token &stop);
    [[nodiscard]] PoolStats stats() const;
    [[nodiscard]] std::size_t capacity() const { return m_options.size + m_options.overflow; }

private:
    struct Idle {
        std::unique_ptr<PooledConnection> connection;
        Clock::time_point opened;
    };
    [[nodiscard]] std::expected<Idle, Error> takeTurn(const std::stop_token &stop);
    [[nodiscard]] bool isUsable(const Idle &idle);
    void giveBack(std::unique_ptr<PooledConnection> connection, Clock::time_point opened);

    PoolOptions m_options;
    Connect m_connect;
    std::function<Clock::time_point()> m_now;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_returned;
    std::vector<Idle> m_idle; ///< the one that came back last is lent first
    PoolStats m_stats;
};

} // namespace readyroom::lab
