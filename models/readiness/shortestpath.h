// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/itemresult.h"
#include "models/readiness/leasteffort.h"
#include "models/readiness/profile.h"

#include <QString>

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

/// The way from these results. GO is out of reach while the profile states conditions, when nothing scores, and when
/// even all items done do not reach the gate. It is computed with leastEffort() and then proved by scoresOf(), so that
/// what is promised is what the same assessment would say.
[[nodiscard]] Path shortestPath(const Profile &profile, const ItemResults &results);

} // namespace readyroom::readiness
