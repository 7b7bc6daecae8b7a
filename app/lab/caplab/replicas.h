// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace readyroom::lab {

/// A key-value store of two nodes: writes go to the primary and reach the replica after a lag, in order, unless the two
/// are partitioned. Time is a parameter. Thread-safe.
class Replicas final {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Version = std::uint64_t; ///< of the whole store, counts its writes

    struct Value {
        std::string text;
        Version version = 0; ///< of the write that set it
    };

    explicit Replicas(std::chrono::milliseconds lag);

    /// The version that the store has with this write.
    Version write(const std::string &key, std::string text, Time now);
    [[nodiscard]] std::optional<Value> readPrimary(const std::string &key) const;
    [[nodiscard]] std::optional<Value> readReplica(const std::string &key, Time now);
    /// The last write that the replica has.
    [[nodiscard]] Version replicaVersion(Time now);
    /// How long the replica has lacked a write that the primary has; 0 when it has them all, or within the usual lag.
    [[nodiscard]] std::chrono::milliseconds staleness(Time now);

    /// From now on nothing reaches the replica; after healing all of it does, at once.
    void setPartitioned(bool partitioned, Time now);
    [[nodiscard]] bool isPartitioned() const;

private:
    struct Write {
        std::string key;
        Value value;
        Time at{};
    };
    void replicate(Time now);

    std::chrono::milliseconds m_lag;
    mutable std::mutex m_mutex;
    std::map<std::string, Value> m_primary;
    std::map<std::string, Value> m_replica;
    std::deque<Write> m_log; ///< what the replica lacks, oldest first
    Version m_version = 0;
    Version m_replicaVersion = 0;
    bool m_partitioned = false;
};

} // namespace readyroom::lab
