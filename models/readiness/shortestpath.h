// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/severity.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace readyroom::readiness {

/// One step of a way to GO: an item to finish, in the order of doing.
struct PathStep {
    std::size_t item = 0; ///< index among the items of the profile, in its order
    QString id;
    double scoreAfter = 0.0; ///< overall, when this and all steps before it are done
};

/// The set of open items of least total effort after which the verdict is GO.
struct Path {
    bool reachable = false;
    QString reason = {}; ///< why it is not
    std::vector<PathStep> steps =
        {}; ///< blockers first, then by what brings most for an hour; empty when it is GO already
    HalfHours effort = 0;
    std::optional<double> scoreAfter = {};
};

/// What the search needs of one item.
struct PathItem {
    std::size_t index = 0; ///< in the profile
    bool mustDo = false; ///< an open or waived blocker
    HalfHours effort = 0;
    double gain = 0.0; ///< points of the overall score that finishing it brings
};

/// Exact: all that must be done, then a 0/1 knapsack by dynamic programming over half-hours for what is still missing
/// to the gate. Ties: fewer items, then the earlier in the profile's order. `missing` is the score that is missing
/// before anything is done. Indices into `items`, ascending; absent when even all of them do not suffice.
[[nodiscard]] std::optional<std::vector<std::size_t>> leastEffort(const std::vector<PathItem> &items, double missing);

} // namespace readyroom::readiness
