// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/breaker.h"
#include "app/lab/optimizer/origin.h"

#include <deque>
#include <optional>
#include <string_view>
#include <vector>

namespace readyroom::lab {

/// Primary and backup origin, each behind a breaker of its own. Which of them a request asks first is the strategy's
/// choice; when that one fails or its breaker does not let the call through, the other is asked within the same
/// request. Thread-safe.
class Failover final {
public:
    enum class Strategy {
        Immediate, ///< all requests to the preferred origin, all to the other as soon as it is in trouble
        Gradual, ///< the share of the other grows and shrinks in steps of a quarter
        RoundRobin, ///< in turn, as long as both are well
        Weighted ///< by weight, as long as both are well
    };
    struct Plan {
        Strategy strategy = Strategy::Immediate;
        std::size_t preferred = 0; ///< index of the origin that should serve
        double backupWeight = 0.2; ///< Weighted: share of the origin that is not preferred
    };
    struct Member {
        Member(const std::string &name, MetricsRegistry &registry, Randomness &random, const std::stop_token &stop);
        [[nodiscard]] bool isHealthy() const { return missedChecks < missedChecksAllowed; }

        Origin origin;
        Breaker breaker;
        std::atomic<int> missedChecks = 0; ///< in a row
    };
    /// More than one, so that with traffic the breaker is the first to know.
    static constexpr int missedChecksAllowed = 4;

    Failover(MetricsRegistry &registry, Randomness &random, const std::stop_token &stop);

    [[nodiscard]] FreshOrStatus fetch(const std::string &key);
    /// Asks both origins whether they are there, and moves the shares of the Gradual strategy by one step.
    void checkHealth();

    void setPlan(Plan plan);
    [[nodiscard]] Plan plan() const;
    /// Share of requests that the origin `index` is asked first for.
    [[nodiscard]] double share(std::size_t index) const;
    /// At least one origin may be asked.
    [[nodiscard]] bool isAvailable();

    [[nodiscard]] std::deque<Member> &members() { return m_members; }
    [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view origin) const;

    /// "immediate", "gradual", "round_robin", "weighted".
    [[nodiscard]] static std::string_view strategyName(Strategy strategy);
    [[nodiscard]] static std::optional<Strategy> strategyFromName(std::string_view name);

private:
    [[nodiscard]] bool isWell(std::size_t index);
    [[nodiscard]] double targetShareOfOther();
    [[nodiscard]] std::size_t choose();

    Randomness &m_random;
    std::deque<Member> m_members;
    mutable std::mutex m_mutex;
    Plan m_plan;
    double m_shareOfOther = 0; ///< of the origin that is not preferred
    std::uint64_t m_turn = 0;
};

} // namespace readyroom::lab
