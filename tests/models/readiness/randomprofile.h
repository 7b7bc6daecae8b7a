// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"

#include <algorithm>
#include <random>
#include <vector>

/// Profiles and results made at random, from a seed.
namespace readyroom::readiness::fixture {

using Random = std::mt19937;

template<typename T> T oneOf(Random &random, const std::vector<T> &values)
{
    return values[std::uniform_int_distribution<std::size_t>(0, values.size() - 1)(random)];
}

inline bool chance(Random &random, double probability)
{
    return std::bernoulli_distribution(probability)(random);
}

inline Item randomItem(Random &random, int number)
{
    Item item{.id = QStringLiteral("item-%1").arg(number),
              .title = QStringLiteral("Item %1").arg(number),
              .severity =
                  oneOf<Severity>(random, {Severity::Critical, Severity::High, Severity::Medium, Severity::Low}),
              .blocker = chance(random, 0.15)};
    if (chance(random, 0.3)) {
        item.weight = oneOf<double>(random, {0.0, 0.1, 0.3, 1.0, 3.0, 12.5});
    }
    if (chance(random, 0.7)) {
        item.effort = oneOf<HalfHours>(random, {0, 1, 2, 3, 5, 8, 16, 32});
    }
    if (chance(random, 0.3)) {
        item.tags = QStringList{QStringLiteral("must")};
    }
    return item;
}

/// Of exactly `items` items in at most `categories` categories, some of which are empty.
inline Profile randomProfile(Random &random, int items, int categories)
{
    Profile profile{.name = QStringLiteral("random"), .title = QStringLiteral("Random"), .categories = {}};
    profile.gate = oneOf<double>(random, {50.0, 75.0, 80.0, 90.0, 92.5, 100.0});
    profile.floor = oneOf<double>(random, {0.0, 40.0, 60.0});
    for (int i = 0; i < categories; ++i) {
        Category category{.name = QStringLiteral("Category %1").arg(i)};
        category.weight = oneOf<double>(random, {0.0, 0.5, 1.0, 1.0, 1.0, 3.0});
        if (chance(random, 0.4)) {
            category.assessed = oneOf<double>(random, {0.0, 15.0, 40.0, 66.7, 90.0, 100.0});
        }
        profile.categories.push_back(std::move(category));
    }
    for (int i = 0; i < items; ++i) {
        std::uniform_int_distribution<std::size_t> anywhere(0, profile.categories.size() - 1);
        profile.categories[anywhere(random)].items.push_back(randomItem(random, i));
    }
    return profile;
}

inline ItemResults randomResults(Random &random, std::size_t items)
{
    using enum ItemResult;
    ItemResults results(items);
    std::ranges::generate(results, [&random] {
        return oneOf<ItemResult>(random, {Pass, Pass, Pass, Partial, Fail, Fail, Unknown, Waived, NotApplicable});
    });
    return results;
}

} // namespace readyroom::readiness::fixture
