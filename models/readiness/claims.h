// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"
#include "models/series/selection.h"

#include <vector>

namespace readyroom::readiness {

/// A fact as a series of one sample, for claims to compute with:
///
///     readiness:category_score{category}          0 … 100
///     readiness:overall_score                     0 … 100
///     readiness:item_effort_hours{id,severity,category,blocker,tag_…}
///     readiness:items{severity,result}            a count, 0 where the severity occurs but not the result
///     readiness:phase_score{phase}                after completing it, see PhaseForecast
///     readiness:scenario_score{scenario}
///     readiness:risks{level,when}                 a count; when="now|before"
///     readiness:input{name}                       a number that the claim gives
///
/// Figures of the report that stand nowhere else are plain numbers in the expression.
struct Fact {
    series::Labels labels;
    double value = 0.0;
};

[[nodiscard]] std::vector<Fact> factsOf(const Assessment &assessment);

/// Checks one claim. A value claim holds when it is within its tolerance of what is computed; it is WithinRounding when
/// some choice of its rounded inputs within their own rounding makes it hold (all corners of the box are tried, which
/// is exact for expressions that are monotone in each input).
[[nodiscard]] CheckedClaim check(const Claim &claim, const std::vector<Fact> &facts, Timestamp at);

} // namespace readyroom::readiness
