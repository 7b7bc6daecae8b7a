// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/staterunner.h"

#include "app/monitor/metricnames.h"
#include "models/rules/evaluation.h"

#include <utility>

namespace readyroom::monitor {

StateRunner::StateRunner(std::vector<rules::AlertingRule> stateRules, const ServiceIndex &services,
                         Evaluator &evaluator, LogError logError)
    : m_services(services)
    , m_evaluator(evaluator)
    , m_judge(std::move(stateRules))
    , m_isImmediate(m_judge.rules().size(), false)
    , m_restricted(m_judge.immediateRules().size(), std::vector<promql::ExprPtr>(services.size()))
    , m_refreshed(services.size())
    , m_logError(std::move(logError))
{
    for (const std::size_t rule : m_judge.immediateRules()) {
        m_isImmediate[rule] = true;
    }
}

std::set<QByteArray> StateRunner::watchedMetrics() const
{
    std::set<QByteArray> names;
    for (const std::size_t rule : m_judge.immediateRules()) {
        names.merge(metricNames(*m_judge.rules()[rule].expr));
    }
    return names;
}

void StateRunner::refresh(std::size_t service, Timestamp at)
{
    m_refreshed.at(service) = at;
    for (std::size_t i = 0; i < m_judge.immediateRules().size(); ++i) {
        const std::size_t rule = m_judge.immediateRules()[i];
        promql::ExprPtr &expr = m_restricted[i][service];
        if (!expr) {
            expr = rules::restrictedTo(m_judge.rules()[rule].expr, m_services.key(service));
        }
        const Result<promql::Vector> elements = m_evaluator.here(*expr, at);
        if (elements) {
            apply(rule, service, *elements, at);
        } else {
            noteOutcome(rule, std::unexpected(elements.error()));
        }
    }
}

QCoro::Task<> StateRunner::cycle(Timestamp at, std::stop_token stop)
{
    for (std::size_t rule = 0; rule < m_judge.rules().size(); ++rule) {
        Result<promql::Vector> elements = co_await m_evaluator.onPool(m_judge.rules()[rule].expr, at, stop);
        if (stop.stop_requested()) {
            co_return;
        }
        if (!elements) {
            noteOutcome(rule, std::unexpected(elements.error()));
            continue;
        }
        auto parts = m_services.partition(*std::move(elements));
        for (std::size_t service = 0; service < m_services.size(); ++service) {
            // What was found out about the service while this was being evaluated is newer; time must not run back.
            if (!m_isImmediate[rule] || m_refreshed[service] <= at) {
                const auto part = parts.find(service);
                apply(rule, service, part == parts.end() ? promql::Vector{} : part->second, at);
            }
        }
    }
}

void StateRunner::apply(std::size_t rule, std::size_t service, const promql::Vector &elements, Timestamp at)
{
    noteOutcome(rule, m_judge.update(rule, m_services.key(service), elements, at));
}

void StateRunner::noteOutcome(std::size_t rule, const Result<void> &outcome)
{
    if (outcome) {
        m_failing.erase(rule);
    } else if (m_failing.insert(rule).second) {
        m_logError(outcome.error());
    }
}

rules::Judgement StateRunner::judgement(std::size_t service, rules::Coverage coverage, Timestamp at)
{
    return m_judge.judge(m_services.key(service), coverage, at);
}

} // namespace readyroom::monitor
