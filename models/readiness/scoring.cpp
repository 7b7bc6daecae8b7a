// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/scoring.h"

#include <cmath>

namespace readyroom::readiness {

namespace {

/// The sums of one category.
struct Sums {
    double weight = 0.0; ///< Σw
    double earned = 0.0; ///< Σ(w·points)
};

Sums sumsOf(const Category &category, const ItemResults &results, std::size_t first)
{
    Sums sums;
    for (std::size_t i = 0; i < category.items.size(); ++i) {
        const ItemResult result = results[first + i];
        if (result != ItemResult::NotApplicable) {
            const double weight = category.items[i].effectiveWeight();
            sums.weight += weight;
            sums.earned += weight * pointsOf(result);
        }
    }
    return sums;
}

std::optional<double> scoreOf(const Category &category, const Sums &sums)
{
    if (!(sums.weight > 0.0)) {
        return category.assessed;
    }
    // One division at the end: with weights and points that binary fractions hold, only it rounds.
    const double assessed = category.assessed.value_or(0.0);
    return (assessed * sums.weight + (100.0 - assessed) * sums.earned) / sums.weight;
}

double withoutNoise(double score)
{
    constexpr double grid = 1e6;
    constexpr double noise = 1e-9;
    const double near = std::round(score * grid) / grid;
    return std::abs(score - near) < noise ? near : score;
}

double totalWeight(const Profile &profile, const std::vector<std::optional<double>> &scores)
{
    double total = 0.0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        total += scores[i] ? profile.categories[i].weight : 0.0;
    }
    return total;
}

std::vector<std::optional<double>> rawScores(const Profile &profile, const ItemResults &results)
{
    std::vector<std::optional<double>> scores;
    scores.reserve(profile.categories.size());
    std::size_t first = 0;
    for (const Category &category : profile.categories) {
        scores.push_back(scoreOf(category, sumsOf(category, results, first)));
        first += category.items.size();
    }
    Q_ASSERT(first == results.size());
    return scores;
}

} // namespace

Scores scoresOf(const Profile &profile, const ItemResults &results)
{
    Scores scores{.categories = rawScores(profile, results)};
    const double weight = totalWeight(profile, scores.categories);
    double sum = 0.0;
    for (std::size_t i = 0; i < scores.categories.size(); ++i) {
        if (std::optional<double> &score = scores.categories[i]) {
            sum += profile.categories[i].weight * *score;
            score = withoutNoise(*score);
        }
    }
    if (weight > 0.0) {
        scores.overall = withoutNoise(sum / weight);
    }
    return scores;
}

std::vector<double> gainsOf(const Profile &profile, const ItemResults &results)
{
    std::vector<double> gains(results.size(), 0.0);
    const double overallWeight = totalWeight(profile, rawScores(profile, results));
    std::size_t first = 0;
    for (const Category &category : profile.categories) {
        const Sums sums = sumsOf(category, results, first);
        if (overallWeight > 0.0 && sums.weight > 0.0) {
            const double perWeight =
                category.weight / overallWeight * (100.0 - category.assessed.value_or(0.0)) / sums.weight;
            for (std::size_t i = 0; i < category.items.size(); ++i) {
                const ItemResult result = results[first + i];
                const bool applies = result != ItemResult::NotApplicable;
                gains[first + i] =
                    applies ? perWeight * category.items[i].effectiveWeight() * (1.0 - pointsOf(result)) : 0.0;
            }
        }
        first += category.items.size();
    }
    return gains;
}

} // namespace readyroom::readiness
