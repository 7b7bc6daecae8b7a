// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace readyroom::lab {

struct BreakerOptions {
    int failuresToOpen = 5; ///< consecutive
    std::chrono::milliseconds openFor{15'000}; ///< until trial calls are let through
    int successesToClose = 2; ///< consecutive trial calls, one at a time
};

/// Circuit breaker on consecutive failures. Time is a parameter, so that it can be tested without waiting.
/// Thread-safe.
class Breaker final {
public:
    using Time = std::chrono::steady_clock::time_point;
    enum class State { Closed, Open, HalfOpen, ForcedOpen, Disabled, MetricsOnly };
    static constexpr std::array allStates = {State::Closed,     State::Open,     State::HalfOpen,
                                             State::ForcedOpen, State::Disabled, State::MetricsOnly};

    struct Reading {
        State state = State::Closed;
        Time since{};
        int failures = 0; ///< consecutive, while closed
        std::uint64_t rejected = 0;
        std::uint64_t opened = 0; ///< how often it tripped
        std::uint64_t succeededCalls = 0;
        std::uint64_t failedCalls = 0;
    };

    Breaker(std::string name, BreakerOptions options, Time now);

    [[nodiscard]] const std::string &name() const { return m_name; }
    /// Proof that a call was let through, to be given back with its outcome. An outcome that comes after the state has
    /// changed is counted, but moves nothing.
    using Permit = std::uint64_t;
    [[nodiscard]] std::optional<Permit> tryAcquire(Time now);
    void succeeded(Permit permit, Time now);
    void failed(Permit permit, Time now);
    /// By hand: ForcedOpen, Disabled, MetricsOnly, or Closed, which starts afresh.
    void set(State state, Time now);
    [[nodiscard]] Reading read(Time now);

    /// "closed", "open", "half_open", "forced_open", "disabled", "metrics_only".
    [[nodiscard]] static std::string_view stateName(State state);

private:
    void refresh(Time now);
    void enter(State state, Time now);

    std::string m_name;
    BreakerOptions m_options;
    std::mutex m_mutex;
    Reading m_reading;
    int m_trialSuccesses = 0;
    bool m_trialRunning = false;
    Permit m_epoch = 0; ///< changes with each state
};

} // namespace readyroom::lab
