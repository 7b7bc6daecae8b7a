// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/bagtrack/bagtable.h"
#include "app/lab/faults.h"
#include "app/lab/pool.h"

#include <atomic>

namespace readyroom::lab {

class Randomness;

/// The database of bagtrack: it has sessions, and every statement really takes its time. When it goes down all
/// sessions end with it, so that those of before are useless afterwards. Thread-safe; outlives its sessions.
class Database final {
public:
    enum class Outcome {
        Done,
        Failed, ///< the statement failed, the session goes on
        Broken ///< the session has ended
    };

    Database(Randomness &random, std::stop_token stop);

    /// Null when it is down.
    [[nodiscard]] std::unique_ptr<PooledConnection> connect();
    /// Runs a statement of the length `cost` over a session of connect().
    [[nodiscard]] Outcome run(PooledConnection &session, std::chrono::nanoseconds cost);

    Fault changeFault(const FaultChange &change);
    [[nodiscard]] Fault fault() const { return m_faults.read(); }
    [[nodiscard]] const BagTable &bags() const { return m_bags; }

private:
    class Session;

    Randomness &m_random;
    std::stop_token m_stop;
    BagTable m_bags;
    Faults m_faults;
    std::atomic<std::uint64_t> m_uptime = 0; ///< counts how often it went down
};

} // namespace readyroom::lab
