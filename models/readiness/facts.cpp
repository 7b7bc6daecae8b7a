// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/facts.h"

#include <array>

namespace readyroom::readiness {

namespace {

using series::Label;

series::Labels named(const QByteArray &metric, std::vector<Label> labels = {})
{
    labels.push_back({series::metricNameLabel.toByteArray(), metric});
    return series::Labels::fromUnsorted(std::move(labels));
}

/// "phase-1" → "tag_phase_1"
QByteArray tagLabel(const QString &tag)
{
    QByteArray name = "tag_" + tag.toUtf8();
    for (char &c : name) {
        const bool legal = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        c = legal ? c : '_';
    }
    return name;
}

void addScores(const Assessment &assessment, std::vector<Fact> &facts)
{
    const Profile &profile = *assessment.profile;
    for (std::size_t i = 0; i < assessment.categories.size(); ++i) {
        if (const std::optional<double> score = assessment.categories[i].score) {
            facts.push_back(
                {named("readiness:category_score", {{"category", profile.categories[i].name.toUtf8()}}), *score});
        }
    }
    if (assessment.score) {
        facts.push_back({named("readiness:overall_score"), *assessment.score});
    }
    for (const PhaseForecast &forecast : assessment.phases) {
        if (forecast.score) {
            facts.push_back(
                {named("readiness:phase_score", {{"phase", forecast.phase->name.toUtf8()}}), *forecast.score});
        }
    }
    for (const ScenarioVerdict &scenario : assessment.scenarios) {
        if (scenario.score) {
            facts.push_back(
                {named("readiness:scenario_score", {{"scenario", scenario.scenario->name.toUtf8()}}), *scenario.score});
        }
    }
}

void addEfforts(const Assessment &assessment, std::vector<Fact> &facts)
{
    for (const AssessedItem &assessed : assessment.items) {
        const Item &item = *assessed.item;
        std::vector<Label> labels{{"id", item.id.toUtf8()},
                                  {"severity", severityName(item.severity).toUtf8()},
                                  {"category", assessment.profile->categories[assessed.category].name.toUtf8()},
                                  {"blocker", item.blocker ? "true" : "false"}};
        for (const QString &tag : item.tags) {
            labels.push_back({tagLabel(tag), "true"});
        }
        facts.push_back({named("readiness:item_effort_hours", std::move(labels)), toHours(item.effectiveEffort())});
    }
}

void addCounts(const Assessment &assessment, std::vector<Fact> &facts)
{
    struct Counts {
        bool occurs = false;
        std::array<int, itemResultCount> of{};
    };
    std::array<Counts, severityCount> counts;
    for (const AssessedItem &item : assessment.items) {
        Counts &mine = counts.at(static_cast<std::size_t>(item.item->severity));
        mine.occurs = true;
        ++mine.of.at(static_cast<std::size_t>(item.result));
    }
    for (int severity = 0; severity < severityCount; ++severity) {
        for (int result = 0; counts.at(severity).occurs && result < itemResultCount; ++result) {
            facts.push_back({named("readiness:items",
                                   {{"severity", severityName(static_cast<Severity>(severity)).toUtf8()},
                                    {"result", itemResultName(static_cast<ItemResult>(result)).toUtf8()}}),
                             double(counts.at(severity).of.at(result))});
        }
    }
}

void addRisks(const Assessment &assessment, std::vector<Fact> &facts)
{
    /// In the order of RiskLevel.
    constexpr std::array levels{"high", "medium", "low"};
    std::array<int, levels.size()> now{};
    std::array<int, levels.size()> before{};
    for (const RiskStanding &standing : assessment.risks) {
        ++now.at(static_cast<std::size_t>(standing.level));
        ++before.at(static_cast<std::size_t>(standing.risk->before.value_or(standing.risk->now)));
    }
    for (std::size_t level = 0; !assessment.risks.empty() && level < levels.size(); ++level) {
        facts.push_back(
            {named("readiness:risks", {{"level", levels.at(level)}, {"when", "now"}}), double(now.at(level))});
        facts.push_back(
            {named("readiness:risks", {{"level", levels.at(level)}, {"when", "before"}}), double(before.at(level))});
    }
}

} // namespace

std::vector<Fact> factsOf(const Assessment &assessment)
{
    std::vector<Fact> facts;
    addScores(assessment, facts);
    addEfforts(assessment, facts);
    addCounts(assessment, facts);
    addRisks(assessment, facts);
    return facts;
}

} // namespace readyroom::readiness
