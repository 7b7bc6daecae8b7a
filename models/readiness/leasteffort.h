// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/severity.h"

#include <optional>
#include <vector>

namespace readyroom::readiness {

/// What the search needs of one item.
struct PathItem {
    std::size_t index = 0; ///< in the profile
    bool mustDo = false; ///< an open or waived blocker
    HalfHours effort = 0;
    double gain = 0.0; ///< points of the overall score that finishing it brings
};

/// How many states leastEffort() keeps at most, 16 bytes each. Three hundred items of up to a week that all bring as
/// much for an hour as each other are within it.
inline constexpr std::size_t maxPathStates = 12'000'000;

/// Exact: all that must be done, then a 0/1 knapsack by dynamic programming over half-hours for what is still missing
/// to the gate. Ties: fewer items, then the earlier in the order of `items`, which is the profile's. `missing` is the
/// score that is missing before anything is done. Indices into `items`, ascending; absent when even all of them do not
/// suffice.
///
/// For every i the states (effort, count, gain) that sets of the items from i on can have are kept as a front: no state
/// has another with at most its effort, or the same and at most its count, and at least its gain (Nemhauser and
/// Ullmann, Management Science 15, 1969). A state is dropped, too, when the items before i could complete it only with
/// more effort than a set that is known already, even if the last of them could be done in part (Dantzig's bound). The
/// cheapest state of the front of all items that reaches what is missing is the optimum. Walking from the first item
/// on, an item is taken whenever a state of the front behind it completes it at the same cost, which gives the earliest
/// of all optimal sets.
///
/// Hundreds of items whose efforts differ by thousands of half-hours and are worth the same for an hour could need more
/// than maxPathStates. Then what brings most for an hour is taken first, and what turns out not to be needed is left
/// out: enough, and nearly the least.
///
/// Gains are summed as whole numbers of 1e-12 points, so that a sum does not depend on its order; 5e-10 points too few
/// still reach. Beyond that the sum says what scoresOf() says.
[[nodiscard]] std::optional<std::vector<std::size_t>> leastEffort(const std::vector<PathItem> &items, double missing);

} // namespace readyroom::readiness
