// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace readyroom::lab {

struct Versioned {
    std::string value;
    std::uint64_t version = 0; ///< from 1; of two values of a key the one with the higher version is the younger
    bool operator==(const Versioned &) const = default;
};

/// A primary and a follower with the same keys. What is written at the primary reaches the follower when somebody
/// carries it there: take() at the one end, deliver() at the other, with as much time between as the way takes. What
/// the follower accepts on its own, while the primary is out of reach, waits until handBack(). Time is a parameter.
/// Thread-safe.
class Replication final {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::size_t keyLimit = 1024;

    explicit Replication(Time now);

    /// Each returns the version of the write; nothing when there are too many keys.
    std::optional<std::uint64_t> writePrimary(const std::string &key, std::string value);
    /// At both, as one step.
    std::optional<std::uint64_t> writeBoth(const std::string &key, std::string value);
    /// At the follower alone, to be handed back.
    std::optional<std::uint64_t> writeFollower(const std::string &key, std::string value);

    /// Version 0 when there is no such key.
    [[nodiscard]] Versioned readPrimary(const std::string &key) const;
    [[nodiscard]] Versioned readFollower(const std::string &key) const;

    /// What has changed at the primary since the last one, on its way to the follower.
    struct Shipment {
        Time asOf{}; ///< the follower is as young as this once it has it
        std::vector<std::pair<std::string, Versioned>> changes;
    };
    [[nodiscard]] Shipment take(Time now);
    void deliver(Shipment shipment);
    /// The shipment got lost: its changes go with the next one.
    void lost(const Shipment &shipment);
    /// Brings what only the follower has to the primary. How many keys.
    std::size_t handBack();

    /// How long ago the follower last knew everything.
    [[nodiscard]] double stalenessSeconds(Time now) const;
    [[nodiscard]] std::size_t behind() const; ///< keys that changed at the primary and are not yet taken
    [[nodiscard]] std::size_t hints() const; ///< keys that wait to be handed back

private:
    using Values = std::unordered_map<std::string, Versioned>;
    static void merge(Values &values, const std::string &key, const Versioned &fresh);
    [[nodiscard]] static Versioned read(const Values &values, const std::string &key);
    [[nodiscard]] std::optional<Versioned> stamp(const std::string &key, std::string value);

    mutable std::mutex m_mutex;
    std::uint64_t m_version = 0;
    Values m_primary;
    Values m_follower;
    std::set<std::string> m_changed; ///< at the primary
    std::set<std::string> m_hints; ///< at the follower
    Time m_asOf;
};

} // namespace readyroom::lab
