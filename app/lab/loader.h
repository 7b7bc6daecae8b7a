// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/cache.h"

#include <atomic>
#include <expected>
#include <future>

namespace readyroom::lab {

/// What an origin answers: a value with the tags it goes by and what it was made from, or the HTTP status of the
/// failure.
struct Fresh {
    std::string value;
    std::vector<std::string> tags = {};
    std::vector<std::string> dependsOn = {};
};
using FreshOrStatus = std::expected<Fresh, int>;

/// Reads through a cache. Any number of concurrent misses of one key cause one load, whose answer all of them get.
/// Thread-safe.
class Loader final {
public:
    enum class Way { Hit, Loaded, Joined, Failed };
    struct Answer {
        Way way = Way::Failed;
        Cache::Value value; ///< null when failed
        int status = 200; ///< of the failure
    };
    using Load = std::function<FreshOrStatus(const std::string &key)>;

    Loader(Cache &cache, Load load);

    [[nodiscard]] Answer get(const std::string &key);
    /// Loads past the cache and stores the value as if it had been loaded `age` ago.
    bool warm(const std::string &key, std::chrono::milliseconds age);
    /// What is being loaded now may be older than an invalidation: it is answered, but not stored. Call before
    /// invalidating the cache.
    void disown();

    [[nodiscard]] std::uint64_t loads() const { return m_loads.load(); }
    [[nodiscard]] std::uint64_t joined() const { return m_joined.load(); }

private:
    struct Outcome {
        Cache::Value value;
        int status = 200;
    };
    struct Flight {
        std::uint64_t generation = 0;
        std::shared_future<Outcome> landing;
    };
    [[nodiscard]] Outcome load(const std::string &key, std::uint64_t generation);

    Cache &m_cache;
    Load m_load;
    std::mutex m_mutex;
    std::unordered_map<std::string, Flight> m_flights;
    std::uint64_t m_generation = 0; ///< counts invalidations
    std::atomic<std::uint64_t> m_loads = 0;
    std::atomic<std::uint64_t> m_joined = 0;
};

} // namespace readyroom::lab
