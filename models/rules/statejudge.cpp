// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/statejudge.h"

#include "models/rules/evaluation.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace readyroom::rules {

using namespace Qt::StringLiterals;
using fleet::ServiceState;

namespace {

std::optional<ServiceState> severityOf(const Alert &alert)
{
    const QByteArray severity = alert.labels.value("severity");
    if (severity == "critical") {
        return ServiceState::Critical;
    }
    if (severity == "warning") {
        return ServiceState::Warning;
    }
    if (severity == "unknown") {
        return ServiceState::Unknown;
    }
    return std::nullopt;
}

fleet::StateReason reasonFor(Coverage coverage)
{
    return {{},
            ServiceState::Unknown,
            coverage == Coverage::NotExposed ? u"no endpoint is exposed (404)"_s : u"no endpoint has answered yet"_s,
            {}};
}

} // namespace

Coverage coverageOf(const std::vector<fleet::InstanceStatus> &instances)
{
    bool any = false;
    bool allHidden = true;
    for (const fleet::InstanceStatus &instance : instances) {
        for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
            any = true;
            const bool hidden = endpoint.state == fleet::EndpointState::NotExposed;
            allHidden = allHidden && hidden;
            if (!hidden && (endpoint.state == fleet::EndpointState::Ok || endpoint.lastAnswer)) {
                return Coverage::Answered;
            }
        }
    }
    return any && allHidden ? Coverage::NotExposed : Coverage::NothingYet;
}

StateJudge::StateJudge(std::vector<AlertingRule> rules)
    : m_rules(std::move(rules))
{
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        if (m_rules[i].hold == Duration{0} && isInstantaneous(*m_rules[i].expr)) {
            m_immediate.push_back(i);
        }
    }
}

StateJudge::Subject &StateJudge::subject(const ServiceKey &service)
{
    Subject &result = m_subjects[service];
    result.states.resize(m_rules.size());
    return result;
}

Result<void> StateJudge::update(std::size_t rule, const promql::Vector &result, Timestamp at)
{
    std::unordered_map<ServiceKey, promql::Vector> byService;
    for (const promql::VectorSample &sample : result) {
        if (const ServiceKey key = ServiceKey::of(sample.labels); !key.service.isEmpty()) {
            byService[key].push_back(sample);
        }
    }
    for (const auto &[key, ignored] : m_subjects) {
        byService.try_emplace(key);
    }
    Result<void> outcome;
    for (const auto &[key, vector] : byService) {
        auto changes = subject(key).states.at(rule).evaluate(m_rules.at(rule), vector, at);
        if (!changes && outcome) {
            outcome = std::unexpected(std::move(changes.error()));
        }
    }
    return outcome;
}

Result<void> StateJudge::update(std::size_t rule, const ServiceKey &service, const promql::Vector &result, Timestamp at)
{
    auto changes = subject(service).states.at(rule).evaluate(m_rules.at(rule), result, at);
    if (!changes) {
        return std::unexpected(std::move(changes.error()));
    }
    return {};
}

void StateJudge::forget(const ServiceKey &service)
{
    m_subjects.erase(service);
}

Judgement StateJudge::judge(const ServiceKey &service, Coverage coverage, Timestamp at)
{
    Subject &known = subject(service);
    std::map<series::Labels, fleet::StateReason> worst; // by labels without severity: one voice per alert name
    for (const AlertStates &states : known.states) {
        for (const Alert &alert : states.alerts()) {
            const auto severity = severityOf(alert);
            if (alert.phase != AlertPhase::Firing || !severity) {
                continue;
            }
            fleet::StateReason reason{QString::fromUtf8(alert.labels.value("alertname")), *severity,
                                      alert.annotations.value(u"reason"_s), alert.activeAt};
            const auto [place, fresh] = worst.try_emplace(alert.labels.without("severity"), reason);
            if (!fresh && place->second.severity < reason.severity) {
                place->second = std::move(reason);
            }
        }
    }

    Judgement result;
    result.reasons.reserve(worst.size());
    for (auto &[labels, reason] : worst) {
        result.reasons.push_back(std::move(reason));
    }
    std::ranges::sort(result.reasons, [](const fleet::StateReason &a, const fleet::StateReason &b) {
        return std::tie(b.severity, a.since, a.text) < std::tie(a.severity, b.since, b.text);
    });
    if (!result.reasons.empty()) {
        result.state = result.reasons.front().severity;
    } else if (coverage == Coverage::Answered) {
        result.state = ServiceState::Ok;
    } else {
        result.state = ServiceState::Unknown;
        result.reasons.push_back(reasonFor(coverage));
    }
    if (!known.since || known.state != result.state) {
        known.since = at;
        known.state = result.state;
    }
    result.since = known.since;
    return result;
}

std::vector<Alert> StateJudge::alerts(const ServiceKey &service) const
{
    std::vector<Alert> result;
    if (const auto found = m_subjects.find(service); found != m_subjects.end()) {
        for (const AlertStates &states : found->second.states) {
            result.insert(result.end(), states.alerts().begin(), states.alerts().end());
        }
    }
    return result;
}

} // namespace readyroom::rules
