// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/breaker.h"

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace readyroom::lab {

/// One answer of the external API; absent status: none came.
struct UpstreamAnswer {
    std::optional<int> status = {};
    std::string body = {};
    bool timedOut = false; ///< without a status: the time was over, rather than the connection refused or cut
};

/// Calls an external API so that a passing trouble does not reach users: each attempt has a deadline, an attempt that
/// brought no answer or a 5xx is repeated after 1, 2 and 4 seconds (four attempts in all), and a breaker ends that at
/// once when five attempts in a row have failed. Thread-safe.
class Caller final {
public:
    static constexpr std::chrono::seconds timeout{15}; ///< of one attempt
    static constexpr std::array backOff{std::chrono::seconds{1}, std::chrono::seconds{2}, std::chrono::seconds{4}};

    enum class Outcome { Answered, Exhausted, FailedFast, Stopped };
    struct Result {
        Outcome outcome = Outcome::Exhausted;
        UpstreamAnswer answer = {}; ///< of the last attempt
        int attempts = 0; ///< that were sent
    };

    /// Sends one attempt and waits for its end.
    using Send = std::function<UpstreamAnswer(const std::string &path)>;
    /// Waits; false when it was stopped.
    using Wait = std::function<bool(std::chrono::nanoseconds length)>;
    using Now = std::function<Breaker::Time()>;

    Caller(Send send, Wait wait, Now now = [] { return std::chrono::steady_clock::now(); });

    [[nodiscard]] Result call(const std::string &path);

    [[nodiscard]] Breaker &breaker() { return m_breaker; }
    [[nodiscard]] std::uint64_t retries() const { return m_retries.load(); }
    [[nodiscard]] std::uint64_t timeouts() const { return m_timeouts.load(); }
    /// Attempts whose connection was refused or cut.
    [[nodiscard]] std::uint64_t connectionErrors() const { return m_connectionErrors.load(); }

private:
    /// Absent: the breaker did not let it through.
    [[nodiscard]] std::optional<UpstreamAnswer> attempt(const std::string &path);

    Send m_send;
    Wait m_wait;
    Now m_now;
    Breaker m_breaker;
    std::atomic<std::uint64_t> m_retries{0};
    std::atomic<std::uint64_t> m_timeouts{0};
    std::atomic<std::uint64_t> m_connectionErrors{0};
};

} // namespace readyroom::lab
