// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/httpfwd.h"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace readyroom::lab {

/// So many requests within a window of time.
struct RateLimit {
    std::uint64_t count = 0;
    std::chrono::seconds window{60};
};

/// Counts the requests of each client in fixed windows, each of which begins with the first request after the last one
/// has ended (Flask-Limiter's "fixed-window"). What is refused is not counted, so a client that keeps asking is let in
/// when its window ends. Time is a parameter. Thread-safe.
class RateLimiter final {
public:
    using Time = std::chrono::steady_clock::time_point;
    struct Refusal {
        std::size_t limit = 0; ///< index of the one that has been reached
        std::chrono::milliseconds wait{0}; ///< until the next request would be let in
    };

    /// A request must keep all `limits`. No more than `clientLimit` clients are remembered: of more, some are
    /// forgotten.
    explicit RateLimiter(std::vector<RateLimit> limits, std::size_t clientLimit = 10'000);

    /// Lets the request in and counts it, or says why not.
    [[nodiscard]] std::optional<Refusal> refuse(const std::string &client, Time now);
    [[nodiscard]] const std::vector<RateLimit> &limits() const { return m_limits; }
    [[nodiscard]] std::size_t clients() const; ///< that are remembered

private:
    struct Window {
        Time begin{};
        std::uint64_t count = 0;
    };
    void makeRoom(Time now);

    std::vector<RateLimit> m_limits;
    std::size_t m_clientLimit;
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, std::vector<Window>> m_clients; ///< a window for each limit
};

/// Whom a request counts for: its `X-Api-Key`, or the address it comes from.
[[nodiscard]] std::string clientOf(const httplib::Request &request);
/// Answers 429 with `Retry-After` in whole seconds, rounded up.
void refuseTooMany(httplib::Response &response, const RateLimit &limit, std::chrono::milliseconds wait);

} // namespace readyroom::lab
