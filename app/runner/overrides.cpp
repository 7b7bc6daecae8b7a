// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/overrides.h"

#include "app/runner/figures.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using What = Forced::What;

namespace {

/// A question about a state set of an exporter, and what each of its states means.
struct Question {
    QLatin1StringView expr;
    QLatin1StringView group;
    QLatin1StringView name;
    /// The last one where the series carries no state.
    std::array<std::pair<QLatin1StringView, What>, 2> states;
};

constexpr std::array questionTable{
    Question{.expr = R"(haproxy_server_status{state=~"MAINT|DRAIN"} == 1)"_L1,
             .group = "proxy"_L1,
             .name = "server"_L1,
             .states = {std::pair{"MAINT"_L1, What::ServerInMaintenance}, std::pair{"DRAIN"_L1, What::ServerDrained}}},
    Question{.expr = "haproxy_server_weight == 0"_L1,
             .group = "proxy"_L1,
             .name = "server"_L1,
             .states = {std::pair{""_L1, What::ServerWithoutWeight}, std::pair{""_L1, What::ServerWithoutWeight}}},
    Question{.expr = R"(service:breaker_state{state=~"forced_open|disabled"} == 1)"_L1,
             .group = ""_L1,
             .name = "breaker"_L1,
             .states = {std::pair{"forced_open"_L1, What::BreakerForcedOpen},
                        std::pair{"disabled"_L1, What::BreakerDisabled}}}};

QString label(const promql::VectorSample &sample, QLatin1StringView name)
{
    return name.isEmpty() ? QString()
                          : QString::fromUtf8(sample.labels.value(QByteArrayView(name.data(), name.size())));
}

Forced forcedBy(const Question &question, const promql::VectorSample &sample)
{
    const QString state = label(sample, "state"_L1);
    return {.what =
                state == question.states.front().first ? question.states.front().second : question.states.back().second,
            .service = label(sample, "service"_L1),
            .environment = label(sample, "environment"_L1),
            .instance = label(sample, "instance"_L1),
            .group = label(sample, question.group),
            .name = label(sample, question.name)};
}

auto keyOf(const Forced &forced)
{
    return std::tie(forced.environment, forced.service, forced.group, forced.name, forced.what, forced.instance);
}

bool isServer(const Forced &forced)
{
    return forced.what != What::BreakerForcedOpen && forced.what != What::BreakerDisabled;
}

bool isSameServer(const Forced &one, const Forced &other)
{
    return isServer(one) && isServer(other) && one.environment == other.environment && one.service == other.service
        && one.group == other.group && one.name == other.name;
}

/// Whether taking this back would free it. A load balancer is a service of its own, so for a server the names decide.
bool frees(const drills::Undo &undo, const RunSummary &run, const Forced &forced)
{
    if (undo.done || run.environment != forced.environment) {
        return false;
    }
    const QJsonObject &arguments = undo.act.arguments;
    if (isServer(forced)) {
        return undo.act.provider == "haproxy"_L1 && arguments.value("backend"_L1).toString() == forced.group
            && arguments.value("server"_L1).toString() == forced.name;
    }
    return undo.act.provider == "actuator-breaker"_L1 && run.service == forced.service
        && arguments.value("breaker"_L1).toString() == forced.name;
}

/// Without a full stop, as the others.
QString leftBy(const RunSummary &run)
{
    return u"What \"%1\" did is still in force"_s.arg(run.title);
}

} // namespace

QString sentenceOf(const Forced &forced)
{
    switch (forced.what) {
    case What::ServerDrained:
        return u"Server %1 of backend %2 is drained"_s.arg(forced.name, forced.group);
    case What::ServerInMaintenance:
        return u"Server %1 of backend %2 is in maintenance"_s.arg(forced.name, forced.group);
    case What::ServerWithoutWeight:
        return u"Server %1 of backend %2 has the weight 0"_s.arg(forced.name, forced.group);
    case What::BreakerForcedOpen:
        return u"Breaker %1 is forced open"_s.arg(forced.name);
    case What::BreakerDisabled:
        return u"Breaker %1 is disabled"_s.arg(forced.name);
    }
    return {};
}

const QStringList &ForcedThings::questions()
{
    static const QStringList questions = [] {
        QStringList all;
        for (const Question &question : questionTable) {
            all += question.expr;
        }
        return all;
    }();
    return questions;
}

void ForcedThings::hear(std::size_t question, const Result<promql::QueryResult> &answer, Timestamp at)
{
    Heard &heard = m_heard.at(question);
    if (heard.at && at - *heard.at > longestSilence) {
        heard.forced.clear();
    }
    if (!answer) {
        return;
    }
    std::vector<Forced> forced;
    for (const promql::VectorSample &sample : vectorOf(*answer)) {
        Forced one = forcedBy(questionTable.at(question), sample);
        const auto known =
            std::ranges::find_if(heard.forced, [&one](const Forced &old) { return keyOf(old) == keyOf(one); });
        one.since = known != heard.forced.end() ? known->since : at;
        forced.push_back(std::move(one));
    }
    heard = {.forced = std::move(forced), .at = at};
}

std::vector<Forced> ForcedThings::now() const
{
    std::vector<Forced> all;
    for (const Heard &heard : m_heard) {
        for (const Forced &one : heard.forced) {
            // What is drained or in maintenance has no weight either; that is said once.
            const bool isSaid = one.what == What::ServerWithoutWeight
                && std::ranges::any_of(all, [&one](const Forced &other) { return isSameServer(one, other); });
            if (!isSaid) {
                all.push_back(one);
            }
        }
    }
    std::ranges::sort(all, {}, &keyOf);
    return all;
}

std::vector<Override> overridesOf(const std::vector<Forced> &forced, const std::vector<Undoable> &runs)
{
    std::vector<Override> all;
    std::vector<bool> isTold(runs.size(), false);
    for (const Forced &one : forced) {
        Override shown{
            .service = one.service, .environment = one.environment, .what = sentenceOf(one), .since = one.since};
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const RunSummary &run = runs[i].run;
            const bool isIts =
                std::ranges::any_of(runs[i].undo, [&](const drills::Undo &undo) { return frees(undo, run, one); });
            isTold[i] = isTold[i] || isIts;
            if (isIts && shown.run.isEmpty()) {
                shown.run = run.id;
                shown.by = run.by;
                shown.since = run.startedAt;
            }
        }
        const bool isThere = std::ranges::any_of(all, [&shown](const Override &other) {
            return other.service == shown.service && other.environment == shown.environment && other.what == shown.what;
        });
        if (!isThere) {
            all.push_back(std::move(shown));
        }
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (!isTold[i]) {
            const RunSummary &run = runs[i].run;
            all.push_back({.service = run.service,
                           .environment = run.environment,
                           .what = leftBy(run),
                           .since = run.endedAt ? run.endedAt : run.startedAt,
                           .by = run.by,
                           .run = run.id});
        }
    }
    return all;
}

} // namespace readyroom::runner
