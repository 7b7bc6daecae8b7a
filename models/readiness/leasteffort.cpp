// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/leasteffort.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

namespace readyroom::readiness {

namespace {

/// 1e-12 points of the score.
using Units = std::int64_t;
constexpr double unitsPerPoint = 1e12;
constexpr Units slack = 500;

Units toUnits(double points)
{
    return std::llround(points * unitsPerPoint);
}

/// An item that may be done or left.
struct Choice {
    std::size_t position = 0; ///< among the items given
    HalfHours effort = 0;
    Units gain = 0; ///< > 0
};

struct Cost {
    HalfHours effort = 0;
    int count = 0;
    auto operator<=>(const Cost &) const = default;

    [[nodiscard]] Cost plus(const Choice &choice) const { return {effort + choice.effort, count + 1}; }
    [[nodiscard]] Cost minus(const Choice &choice) const { return {effort - choice.effort, count - 1}; }
};

struct State {
    Cost cost;
    Units gain = 0;
};

/// Costs and gains strictly ascending.
using Front = std::vector<State>;

/// Whether some state brings `gain` at this cost or less.
bool offers(const Front &front, Cost cost, Units gain)
{
    const auto above = std::ranges::upper_bound(front, cost, {}, &State::cost);
    return above != front.begin() && std::prev(above)->gain >= gain;
}

/// Indices of `choices`, what brings most for its effort first.
std::vector<std::size_t> byDensity(std::span<const Choice> choices)
{
    std::vector<std::size_t> order(choices.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&choices](std::size_t i) {
        const double density = choices[i].effort > 0 ? double(choices[i].gain) / choices[i].effort
                                                     : std::numeric_limits<double>::infinity();
        return std::pair(-density, i);
    };
    std::ranges::sort(order, {}, key);
    return order;
}

/// The least effort with which the first items could bring some gain if one of them could be done in part.
class PartialEffort final {
public:
    /// Of the first `count` choices, `order` being byDensity() of all.
    PartialEffort(std::span<const Choice> choices, std::span<const std::size_t> order, std::size_t count)
    {
        m_sums.push_back({});
        for (const std::size_t i : order) {
            if (i < count) {
                m_sums.push_back({m_sums.back().gain + choices[i].gain, m_sums.back().effort + choices[i].effort});
            }
        }
    }

    /// Absent when all of them do not bring so much.
    [[nodiscard]] std::optional<double> of(Units gain) const
    {
        const auto found = std::ranges::lower_bound(m_sums, gain, {}, &Sum::gain);
        if (found == m_sums.end()) {
            return std::nullopt;
        }
        if (found == m_sums.begin()) {
            return 0.0;
        }
        const Sum &below = *std::prev(found);
        const double part = double(gain - below.gain) / double(found->gain - below.gain);
        return below.effort + part * (found->effort - below.effort);
    }

private:
    struct Sum {
        Units gain = 0;
        double effort = 0.0;
    };
    std::vector<Sum> m_sums;
};

/// The front of `later` and one more item in front of it. Nothing beyond the first state that brings `need` is better.
Front withChoice(const Front &later, const Choice &choice, Units need)
{
    Front merged;
    merged.reserve(later.size() * 2);
    const auto keep = [&merged, need](const State &state) {
        const bool done = !merged.empty() && merged.back().gain >= need;
        if (!done && (merged.empty() || state.gain > merged.back().gain)) {
            if (!merged.empty() && merged.back().cost == state.cost) {
                merged.pop_back();
            }
            merged.push_back(state);
        }
    };
    auto with = later.begin();
    for (const State &without : later) {
        for (; with != later.end() && with->cost.plus(choice) < without.cost; ++with) {
            keep({with->cost.plus(choice), with->gain + choice.gain});
        }
        keep(without);
    }
    for (; with != later.end(); ++with) {
        keep({with->cost.plus(choice), with->gain + choice.gain});
    }
    return merged;
}

/// Drops what the items before cannot complete within `limit`.
void prune(Front &front, const PartialEffort &before, Units need, HalfHours limit)
{
    constexpr double noise = 1e-6;
    std::erase_if(front, [&](const State &state) {
        const std::optional<double> rest = before.of(std::max<Units>(need - state.gain, 0));
        return !rest || state.cost.effort + *rest > limit + noise;
    });
    front.shrink_to_fit();
}

/// Indices of choices.
struct Chosen {
    std::vector<std::size_t> indices;
    HalfHours effort = 0;
};

/// The densest first, without those that turn out not to be needed: an upper bound of the effort.
Chosen greedy(std::span<const Choice> choices, std::span<const std::size_t> order, Units need)
{
    Chosen chosen;
    Units gain = 0;
    for (auto next = order.begin(); gain < need; ++next) {
        chosen.indices.push_back(*next);
        gain += choices[*next].gain;
        chosen.effort += choices[*next].effort;
    }
    std::ranges::sort(chosen.indices, {}, [&choices](std::size_t i) { return std::pair(-choices[i].effort, i); });
    std::erase_if(chosen.indices, [&](std::size_t i) {
        const bool needless = gain - choices[i].gain >= need;
        gain -= needless ? choices[i].gain : 0;
        chosen.effort -= needless ? choices[i].effort : 0;
        return needless;
    });
    std::ranges::sort(chosen.indices);
    return chosen;
}

/// fronts[i] is that of the choices from i on. Nothing when there are more than maxPathStates.
std::vector<Front> frontsOf(std::span<const Choice> choices, std::span<const std::size_t> order, Units need,
                            HalfHours limit)
{
    std::vector<Front> fronts(choices.size() + 1);
    fronts.back().push_back({});
    std::size_t states = 0;
    for (std::size_t i = choices.size(); i-- > 0;) {
        fronts[i] = withChoice(fronts[i + 1], choices[i], need);
        prune(fronts[i], PartialEffort(choices, order, i), need, limit);
        states += fronts[i].size();
        if (states > maxPathStates) {
            return {};
        }
    }
    return fronts;
}

/// Of all sets of the least cost the one whose indices come first.
std::vector<std::size_t> earliest(std::span<const Choice> choices, const std::vector<Front> &fronts, Units need)
{
    Q_ASSERT(!fronts.front().empty());
    Cost left = fronts.front().back().cost;
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < choices.size() && need > 0; ++i) {
        const Choice &choice = choices[i];
        if (offers(fronts[i + 1], left.minus(choice), need - choice.gain)) {
            chosen.push_back(i);
            left = left.minus(choice);
            need -= choice.gain;
        }
    }
    return chosen;
}

std::vector<std::size_t> least(std::span<const Choice> choices, Units need)
{
    const std::vector<std::size_t> order = byDensity(choices);
    const Chosen bound = greedy(choices, order, need);
    const std::vector<Front> fronts = frontsOf(choices, order, need, bound.effort);
    return fronts.empty() ? bound.indices : earliest(choices, fronts, need);
}

} // namespace

std::optional<std::vector<std::size_t>> leastEffort(const std::vector<PathItem> &items, double missing)
{
    Units need = toUnits(missing) - slack;
    std::vector<std::size_t> chosen;
    std::vector<Choice> choices;
    Units offered = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Units gain = toUnits(items[i].gain);
        if (items[i].mustDo) {
            chosen.push_back(i);
            need -= gain;
        } else if (gain > 0) {
            choices.push_back({.position = i, .effort = items[i].effort, .gain = gain});
            offered += gain;
        }
    }
    if (offered < need) {
        return std::nullopt;
    }
    if (need > 0) {
        for (const std::size_t i : least(choices, need)) {
            chosen.push_back(choices[i].position);
        }
        std::ranges::sort(chosen);
    }
    return chosen;
}

} // namespace readyroom::readiness
