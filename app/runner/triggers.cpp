// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/triggers.h"

#include "app/runner/figures.h"

#include <algorithm>

namespace readyroom::runner {

using namespace Qt::StringLiterals;

namespace {

/// The one that fulfils the condition the most.
std::optional<double> fulfilling(const promql::QueryResult &answer, const readiness::Threshold &when)
{
    std::optional<double> worst;
    for (const promql::VectorSample &sample : vectorOf(answer)) {
        const bool isWorse = !worst || when.distance(sample.v) < when.distance(*worst);
        if (when.holds(sample.v) && isWorse) {
            worst = sample.v;
        }
    }
    return worst;
}

QString sentence(const QString &name, double value)
{
    const QString first = name.left(1).toUpper() + name.mid(1);
    return u"%1: it is %2 now."_s.arg(first, QString::number(value, 'g', 3));
}

} // namespace

Triggers::Triggers(const std::vector<drills::ServiceActions> &services)
{
    for (const drills::ServiceActions &service : services) {
        const Subject subject = rules::ServiceKey{.environment = service.subject.environment.toUtf8(),
                                                  .service = service.subject.service.toUtf8()};
        for (const drills::Action &action : service.actions) {
            for (const drills::Trigger &trigger : action.triggers) {
                if (const Result<QString> expr = narrowedTo(trigger.expr, subject)) {
                    m_questions += *expr;
                    m_states.push_back({.service = service.subject.service, .action = action.name, .trigger = trigger});
                }
            }
        }
    }
}

void Triggers::hear(std::size_t question, const Result<promql::QueryResult> &answer, Timestamp at)
{
    State &state = m_states.at(question);
    if (state.heard && at - *state.heard > longestSilence) {
        state.since.reset();
    }
    if (!answer) {
        return;
    }
    state.heard = at;
    const std::optional<double> value = fulfilling(*answer, state.trigger.when);
    if (!value) {
        state.since.reset();
        return;
    }
    state.value = *value;
    // A clock that was set back must not make it wait for longer than it says.
    state.since = std::min(state.since.value_or(at), at);
}

std::vector<Suggestion> Triggers::suggestions() const
{
    std::vector<Suggestion> suggestions;
    for (const State &state : m_states) {
        if (!state.since || *state.heard - *state.since < state.trigger.holdFor) {
            continue;
        }
        const Suggestion one{.service = state.service,
                             .action = state.action,
                             .why = sentence(state.trigger.name, state.value),
                             .since = *state.since};
        const auto same = std::ranges::find_if(suggestions, [&one](const Suggestion &other) {
            return other.service == one.service && other.action == one.action;
        });
        if (same == suggestions.end()) {
            suggestions.push_back(one);
        } else if (one.since < same->since) {
            *same = one;
        }
    }
    return suggestions;
}

} // namespace readyroom::runner
