// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/dependencygraph.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace readyroom::lab {

struct CacheOptions {
    std::size_t byteLimit = 2U * 1024 * 1024; ///< hard: never exceeded, not even for a moment
    std::chrono::milliseconds ttl{600'000};
};

/// Monotonous counts, and the present fill.
struct CacheStats {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::uint64_t evictions = 0; ///< left early because the bytes were needed
    std::uint64_t expired = 0; ///< outlived the TTL
    std::uint64_t invalidated = 0;
    std::uint64_t rejected = 0; ///< larger than the whole cache
    std::size_t bytes = 0;
    std::size_t entries = 0;
};

/// The state of the data that an entry was loaded from: counts up whenever the data as a whole has changed.
using DataVersion = std::uint64_t;

/// Where an entry comes from.
struct CacheProvenance {
    std::vector<std::string> dependsOn = {}; ///< keys, or names of anything else, that it was made from
    std::optional<DataVersion> version = {}; ///< absent: the current one
};

/// What a condition may look at.
struct CacheEntryView {
    std::string_view key;
    const std::vector<std::string> &tags;
    const std::vector<std::string> &dependsOn;
    std::chrono::milliseconds age;
    std::size_t bytes;
    std::uint64_t hits;
    DataVersion version;
};

/// Cache bounded in bytes: least recently used entries leave first, entries end after the TTL. What belongs together is
/// found by tags, by what it was made from, and by the version of the data it was loaded at. Bytes count key, value,
/// tags, dependencies and the book-keeping of an entry. Thread-safe.
class Cache final {
public:
    using Clock = std::chrono::steady_clock;
    using Value = std::shared_ptr<const std::string>;
    using Condition = std::function<bool(const CacheEntryView &)>;

    /// `now` is asked for the time; tests give their own.
    explicit Cache(CacheOptions options, std::function<Clock::time_point()> now = &Clock::now);

    /// The value, or null. Counts a hit or a miss.
    [[nodiscard]] Value find(const std::string &key);
    /// As find(), but counts nothing and does not make the entry younger.
    [[nodiscard]] Value peek(const std::string &key) const;
    /// Stores what was loaded `age` ago, in place of an older value. False when it is larger than the whole cache.
    bool put(const std::string &key, std::string value, std::vector<std::string> tags,
             std::chrono::milliseconds age = {}, CacheProvenance provenance = {});

    /// Each returns how many entries left.
    std::size_t invalidateKey(const std::string &key);
    std::size_t invalidateTag(const std::string &tag);
    /// The entry `name`, if there is one, and all that was made from `name`, directly or not.
    std::size_t invalidateDependents(const std::string &name);
    std::size_t invalidateWhere(const Condition &condition);
    std::size_t clear();

    /// Removes what has expired, and evicts down to `targetBytes`. Returns how many entries left.
    std::size_t maintain(std::size_t targetBytes);

    [[nodiscard]] DataVersion version() const;
    /// The data have changed: what is loaded from now on is of the version that this returns.
    DataVersion raiseVersion();

    /// Shows each entry that has not expired, the most recently used first. `see` must not call the cache.
    void visit(const std::function<void(const CacheEntryView &)> &see) const;
    /// What entries were made from, with the number of entries that invalidateDependents() would take.
    [[nodiscard]] std::map<std::string, std::size_t> dependencies() const;
    /// The keys that invalidateDependents(name) would take, in order.
    [[nodiscard]] std::vector<std::string> dependents(const std::string &name) const;
    [[nodiscard]] CacheStats stats() const;
    [[nodiscard]] const CacheOptions &options() const { return m_options; }
    /// What an entry costs.
    [[nodiscard]] static std::size_t cost(std::string_view key, std::string_view value,
                                          const std::vector<std::string> &tags,
                                          const std::vector<std::string> &dependsOn = {});

private:
    struct Entry {
        std::string key;
        Value value;
        std::vector<std::string> tags;
        std::vector<std::string> dependsOn;
        Clock::time_point loaded;
        std::size_t bytes = 0;
        DataVersion version = 0;
        std::uint64_t hits = 0;
    };
    using Place = std::list<Entry>::iterator;

    void remove(Place place);
    void evictTo(std::size_t bytes);
    [[nodiscard]] bool isExpired(const Entry &entry, Clock::time_point now) const;
    [[nodiscard]] static CacheEntryView view(const Entry &entry, Clock::time_point now);
    std::size_t invalidateKeys(const std::vector<std::string> &keys);

    CacheOptions m_options;
    std::function<Clock::time_point()> m_now;
    mutable std::mutex m_mutex;
    std::list<Entry> m_order; ///< most recently used first
    std::unordered_map<std::string, Place> m_places;
    std::unordered_map<std::string, std::set<std::string>> m_keysByTag;
    DependencyGraph m_graph;
    DataVersion m_version = 1;
    CacheStats m_stats;
};

} // namespace readyroom::lab
