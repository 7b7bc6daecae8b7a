// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/shortestpath.h"

#include "models/readiness/scoretext.h"
#include "models/readiness/scoring.h"
#include "models/readiness/verdict.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <tuple>

namespace readyroom::readiness {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::readiness::ShortestPath)
};

Path unreachable(const QString &reason)
{
    return {.reachable = false, .reason = reason};
}

/// Open and waived items in the profile's order.
std::vector<PathItem> candidatesOf(const Profile &profile, const ItemResults &results)
{
    const std::vector<const Item *> items = profile.items();
    const std::vector<double> gains = gainsOf(profile, results);
    std::vector<PathItem> candidates;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (isUnfinished(results[i])) {
            candidates.push_back(
                {.index = i, .mustDo = items[i]->blocker, .effort = items[i]->effectiveEffort(), .gain = gains[i]});
        }
    }
    return candidates;
}

std::optional<double> scoreWith(const Profile &profile, ItemResults results, const std::vector<PathItem> &done)
{
    for (const PathItem &item : done) {
        results[item.index] = ItemResult::Pass;
    }
    return scoresOf(profile, results).overall;
}

std::optional<std::vector<PathItem>> chosenBy(const std::vector<PathItem> &candidates, double missing)
{
    const std::optional<std::vector<std::size_t>> positions = leastEffort(candidates, missing);
    if (!positions) {
        return std::nullopt;
    }
    std::vector<PathItem> chosen;
    for (const std::size_t position : *positions) {
        chosen.push_back(candidates[position]);
    }
    return chosen;
}

/// Blockers first, in the profile's order; then what brings most for an hour.
void sortForDoing(std::vector<PathItem> &items)
{
    const auto key = [](const PathItem &item) {
        const double perHour =
            item.effort > 0 ? item.gain / toHours(item.effort) : std::numeric_limits<double>::infinity();
        return std::tuple(!item.mustDo, item.mustDo ? 0.0 : -perHour, item.index);
    };
    std::ranges::sort(items, {}, key);
}

Path pathOf(const Profile &profile, ItemResults results, const std::vector<PathItem> &inOrder)
{
    const std::vector<const Item *> items = profile.items();
    Path path{.reachable = true};
    for (const PathItem &step : inOrder) {
        results[step.index] = ItemResult::Pass;
        path.scoreAfter = scoresOf(profile, results).overall;
        path.steps.push_back(
            {.item = step.index, .id = items[step.index]->id, .scoreAfter = path.scoreAfter.value_or(0.0)});
        path.effort += step.effort;
    }
    return path;
}

} // namespace

Path shortestPath(const Profile &profile, const ItemResults &results)
{
    const std::optional<double> score = scoresOf(profile, results).overall;
    if (!score) {
        return unreachable(Words::tr("GO is out of reach because nothing in this profile scores."));
    }
    if (!profile.conditions.isEmpty()) {
        return unreachable(Words::tr("GO is out of reach while the profile states conditions."));
    }
    if (verdictOf(groundsOf(profile, results, score)) == Verdict::Go) {
        return {.reachable = true, .scoreAfter = score};
    }
    const double aim = std::max(profile.gate, profile.floor);
    const std::vector<PathItem> candidates = candidatesOf(profile, results);
    if (const double most = scoreWith(profile, results, candidates).value_or(0.0); most < aim) {
        return unreachable(Words::tr("Even with every open item done, the score of %1 stays below the gate of %2.")
                               .arg(scoreText(most), limitText(aim)));
    }
    std::optional<std::vector<PathItem>> chosen = chosenBy(candidates, aim - *score);
    if (!chosen || !(scoreWith(profile, results, *chosen) >= aim)) {
        // The sum and the score differ by what both take for noise: ask for more than that.
        constexpr double beyondNoise = 3e-9;
        chosen = chosenBy(candidates, aim - *score + beyondNoise).value_or(candidates);
    }
    sortForDoing(*chosen);
    return pathOf(profile, results, *chosen);
}

} // namespace readyroom::readiness
