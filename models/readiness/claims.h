// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"
#include "models/readiness/facts.h"

#include <vector>

namespace readyroom::readiness {

/// Checks one claim. A value claim holds when it is within its tolerance of what is computed; it is WithinRounding when
/// some choice of its rounded inputs within their own rounding makes it hold: when the least and the greatest result at
/// the corners of the box of inputs leave room for it, which is exact for expressions that are continuous and monotone
/// in each input.
///
/// The tolerance itself still holds: 66.5 is what 66.45 rounds to. As 66.5 − 66.45 is a little more than 0.05 in binary
/// fractions, a billionth of the figures is forgiven.
///
/// The expression must yield one number: a scalar, or a vector of one element.
[[nodiscard]] CheckedClaim check(const Claim &claim, const std::vector<Fact> &facts, Timestamp at);

} // namespace readyroom::readiness
