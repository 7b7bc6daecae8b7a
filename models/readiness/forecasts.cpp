// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/forecasts.h"

#include "models/readiness/scoring.h"
#include "models/readiness/words.h"

#include <QHash>

namespace readyroom::readiness {

namespace {

QHash<QString, std::size_t> indicesOf(const Profile &profile)
{
    QHash<QString, std::size_t> indices;
    const std::vector<const Item *> items = profile.items();
    for (std::size_t i = 0; i < items.size(); ++i) {
        indices.insert(items[i]->id, i);
    }
    return indices;
}

void complete(const Phase &phase, const QHash<QString, std::size_t> &indices, ItemResults &results)
{
    for (const QString &id : phase.items) {
        const auto found = indices.find(id);
        if (found != indices.end() && results[*found] != ItemResult::NotApplicable) {
            results[*found] = ItemResult::Pass;
        }
    }
}

} // namespace

std::vector<ScenarioVerdict> scenarioVerdicts(const Profile &profile, const std::vector<AssessedItem> &items,
                                              const ItemResults &results, std::optional<double> score)
{
    std::vector<ScenarioVerdict> verdicts;
    for (const Scenario &scenario : profile.scenarios) {
        const Grounds grounds = groundsOf(profile, results, score, &scenario);
        ScenarioVerdict verdict{
            .scenario = &scenario, .score = score, .verdict = verdictOf(grounds), .why = whyOf(grounds, items)};
        for (const std::size_t index : grounds.openBlockers) {
            verdict.blockers += items[index].item->id;
        }
        verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

std::vector<RiskStanding> riskStandings(const Profile &profile, const ItemResults &results)
{
    const QHash<QString, std::size_t> indices = indicesOf(profile);
    std::vector<RiskStanding> standings;
    for (const Risk &risk : profile.risks) {
        RiskStanding standing{.risk = &risk};
        for (const QString &id : risk.mitigatedBy) {
            const auto found = indices.find(id);
            if (found != indices.end() && isUnfinished(results[*found])) {
                standing.openItems += id;
            }
        }
        standing.level = standing.openItems.isEmpty() ? risk.now : risk.before.value_or(risk.now);
        standings.push_back(std::move(standing));
    }
    return standings;
}

std::vector<PhaseForecast> phaseForecasts(const Profile &profile, const ItemResults &results)
{
    const QHash<QString, std::size_t> indices = indicesOf(profile);
    std::vector<PhaseForecast> forecasts;
    ItemResults soFar = results;
    for (const Phase &phase : profile.phases) {
        ItemResults after = phase.alone ? results : soFar;
        complete(phase, indices, after);
        const std::optional<double> score = scoresOf(profile, after).overall;
        forecasts.push_back({.phase = &phase, .score = score, .verdict = verdictOf(groundsOf(profile, after, score))});
        if (!phase.alone) {
            soFar = std::move(after);
        }
    }
    return forecasts;
}

} // namespace readyroom::readiness
