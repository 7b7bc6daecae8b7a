// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/breaker.h"
#include "app/lab/caplab/replicas.h"
#include "app/lab/faults.h"
#include "app/lab/randomness.h"

#include <atomic>
#include <optional>
#include <stop_token>
#include <string>

namespace readyroom::lab {

/// What the CAP lab promises when its two nodes cannot talk: CP refuses, AP answers with what it has.
enum class CapMode { Cp, Ap };
/// "CP", "AP".
[[nodiscard]] const char *capModeName(CapMode mode);

/// Reads and writes of the CAP lab, with the time that they take: about 110 ms for the primary behind its breaker, 200
/// ms until a failing primary has been given up, 35 ms from the own copy while the breaker is open. Thread-safe.
class CapNode final {
public:
    /// The oldest data that AP mode gives without saying that it is stale.
    static constexpr std::chrono::seconds stalenessBound{5};

    enum class Status { Ok, NotFound, Unavailable };
    struct Reply {
        Status status = Status::Ok;
        std::string text = {};
        Replicas::Version version = 0; ///< of the value read, or of the write
        bool fromReplica = false;
        std::chrono::milliseconds staleness{0};
    };

    CapNode(Randomness &random, std::stop_token stop);

    /// `seen`: the version that the session has written or read; an older one is never answered (read your writes).
    [[nodiscard]] Reply read(const std::string &key, Replicas::Version seen);
    [[nodiscard]] Reply write(const std::string &key, std::string text);

    void setMode(CapMode mode) { m_mode.store(mode); }
    [[nodiscard]] CapMode mode() const { return m_mode.load(); }
    [[nodiscard]] Replicas &replicas() { return m_replicas; }
    [[nodiscard]] Breaker &breaker() { return m_breaker; }
    /// Of the database, which fails when it is down.
    Fault changeFault(const FaultChange &change) { return m_faults.change(change); }
    [[nodiscard]] Fault fault() const { return m_faults.read(); }
    [[nodiscard]] std::uint64_t connectionFailures() const { return m_connectionFailures.load(); }

private:
    /// Takes the time of a round trip to the primary; false when it failed or may not be asked.
    [[nodiscard]] bool reachPrimary();
    [[nodiscard]] Reply readOwnCopy(const std::string &key, Replicas::Version seen);
    bool wait(double seconds);

    Randomness &m_random;
    std::stop_token m_stop;
    Replicas m_replicas;
    Breaker m_breaker;
    Faults m_faults;
    std::atomic<CapMode> m_mode{CapMode::Cp};
    std::atomic<std::uint64_t> m_connectionFailures{0};
};

} // namespace readyroom::lab
