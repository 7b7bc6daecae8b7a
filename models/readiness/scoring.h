// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/itemresult.h"
#include "models/readiness/profile.h"

#include <optional>
#include <vector>

namespace readyroom::readiness {

/// 0 … 100 each.
struct Scores {
    std::vector<std::optional<double>> categories; ///< as in the profile; absent: it leaves the overall sum
    std::optional<double> overall = {}; ///< absent: nothing scores

    bool operator==(const Scores &) const = default;
};

/// A category scores A + (100 − A)·Σ(w·points)/Σw over its applicable items, A being what a reviewer found in place or
/// else 0; with Σw = 0 it scores A when assessed and leaves the overall sum when not. Overall is Σ(W·score)/ΣW.
///
/// Scores are not rounded, but freed of what floating point adds: one that is within 1e-9 of a multiple of 0.000001 is
/// that multiple. So 90 is 90 and never 89.99999999999999, and a plain ≥ compares with gate and floor.
[[nodiscard]] Scores scoresOf(const Profile &profile, const ItemResults &results);

/// How many points of the overall score each item would bring by passing: W/ΣW · (100 − A) · w·(1 − points)/Σw. The
/// overall score is linear in the points of the items, so these add up. 0 for what does not score.
[[nodiscard]] std::vector<double> gainsOf(const Profile &profile, const ItemResults &results);

} // namespace readyroom::readiness
