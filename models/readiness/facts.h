// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"
#include "models/series/labels.h"

#include <vector>

namespace readyroom::readiness {

/// A fact as a series of one sample, for claims to compute with:
///
///     readiness:category_score{category}          0 … 100
///     readiness:overall_score                     0 … 100
///     readiness:item_effort_hours{id,severity,category,blocker,tag_…}   of every item, whatever its result
///     readiness:items{severity,result}            a count, 0 where the severity occurs but not the result
///     readiness:phase_score{phase}                after completing it, see PhaseForecast
///     readiness:scenario_score{scenario}
///     readiness:risks{level,when}                 a count; when="now|before"
///     readiness:input{name}                       a number that the claim gives, see check()
///
/// `blocker` is "true" or "false"; a tag such as must or phase-1 is the label tag_must or tag_phase_1 with the value
/// "true". A score that is absent has no series. Risks are counted by the level they stand at, and with when="before"
/// by the one before (a risk that names none: its only one); levels are high, medium, low.
///
/// Figures of the report that stand nowhere else are plain numbers in the expression.
struct Fact {
    series::Labels labels;
    double value = 0.0;

    bool operator==(const Fact &) const = default;
};

[[nodiscard]] std::vector<Fact> factsOf(const Assessment &assessment);

} // namespace readyroom::readiness
