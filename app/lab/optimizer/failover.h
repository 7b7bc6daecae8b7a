// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/breaker.h"
#include "app/lab/optimizer/origin.h"

#include <array>
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
        Weighted ///< by weight, as long as both are well, evenly interleaved: of 4 requests exactly 1 at a quarter
    };
    struct Plan {
        Strategy strategy = Strategy::Immediate;
        std::size_t preferred = 0; ///< index of the origin that should serve
        double backupWeight = 0.2; ///< Weighted: share of the origin that is not preferred
        bool operator==(const Plan &) const = default;
    };
    /// A plan, and how many there were before it: whoever changes it can tell whether it still is the one he saw.
    struct NumberedPlan {
        Plan plan;
        std::uint64_t number = 0;
    };
    /// Requests that really were sent to each origin, lately: within 10 s and since the plan was set.
    struct Observed {
        std::chrono::duration<double> window{0};
        std::array<std::uint64_t, 2> requests{};
        [[nodiscard]] std::uint64_t total() const { return requests[0] + requests[1]; }
        /// 0 … 1; absent when nothing was sent.
        [[nodiscard]] std::optional<double> share(std::size_t index) const;
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
    /// False, and nothing is changed, when `plan.number` is not that of the present plan.
    [[nodiscard]] bool replacePlan(const NumberedPlan &plan);
    [[nodiscard]] NumberedPlan plan() const;
    /// Share of requests that the origin `index` is asked first for.
    [[nodiscard]] double share(std::size_t index) const;
    [[nodiscard]] Observed observed() const;
    /// At least one origin may be asked.
    [[nodiscard]] bool isAvailable();

    [[nodiscard]] std::deque<Member> &members() { return m_members; }
    [[nodiscard]] const std::deque<Member> &members() const { return m_members; }
    [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view origin) const;

    /// "immediate", "gradual", "round_robin" (read as "round-robin", too), "weighted".
    [[nodiscard]] static std::string_view strategyName(Strategy strategy);
    [[nodiscard]] static std::optional<Strategy> strategyFromName(std::string_view name);

private:
    [[nodiscard]] bool isWell(std::size_t index);
    [[nodiscard]] double targetShareOfOther();
    [[nodiscard]] std::size_t choose();
    void adopt(const Plan &plan);
    void note(std::size_t index);

    std::deque<Member> m_members;
    mutable std::mutex m_mutex;
    NumberedPlan m_plan;
    std::chrono::steady_clock::time_point m_planSet;
    double m_shareOfOther = 0; ///< of the origin that is not preferred
    double m_owedToOther = 0; ///< requests that it has not been given yet
    std::deque<std::pair<std::chrono::steady_clock::time_point, std::size_t>> m_sent; ///< lately, oldest first
};

} // namespace readyroom::lab
