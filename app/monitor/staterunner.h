// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/evaluator.h"
#include "app/monitor/serviceindex.h"
#include "models/rules/statejudge.h"

#include <QByteArray>
#include <QCoroTask>

#include <functional>
#include <set>
#include <stop_token>
#include <vector>

namespace readyroom::monitor {

/// Runs the state rules: all of them for the whole fleet in cycle(), and those that read single instants also for one
/// service as soon as something about it changed.
class StateRunner final {
public:
    using LogError = std::function<void(const Error &)>;

    /// `services` and `evaluator` outlive this. `logError` hears of each rule that fails, once until it works again.
    StateRunner(std::vector<rules::AlertingRule> stateRules, const ServiceIndex &services, Evaluator &evaluator,
                LogError logError);

    /// The metrics that the immediate rules read: a change of one of them calls for refresh().
    [[nodiscard]] std::set<QByteArray> watchedMetrics() const;

    /// Runs the immediate rules for one service.
    void refresh(std::size_t service, Timestamp at);
    /// Runs every rule for the whole fleet as of `at`.
    [[nodiscard]] QCoro::Task<> cycle(Timestamp at, std::stop_token stop);

    [[nodiscard]] rules::Judgement judgement(std::size_t service, rules::Coverage coverage, Timestamp at);

private:
    void apply(std::size_t rule, std::size_t service, const promql::Vector &elements, Timestamp at);
    void noteOutcome(std::size_t rule, const Result<void> &outcome);

    const ServiceIndex &m_services;
    Evaluator &m_evaluator;
    rules::StateJudge m_judge;
    std::vector<bool> m_isImmediate; ///< by rule
    std::vector<std::vector<promql::ExprPtr>> m_restricted; ///< by place among the immediate rules, then by service
    std::vector<Timestamp> m_refreshed; ///< by service: when its immediate rules last ran
    std::set<std::size_t> m_failing; ///< rules whose failure has been logged
    LogError m_logError;
};

} // namespace readyroom::monitor
