// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/content.h"

namespace readyroom::report {

/// What the report behind the profile asserts and what does not follow, or cannot both be true; with where it stands.
[[nodiscard]] Section brokenClaimsOf(const readiness::Assessment &assessment);
/// What it asserts and what does follow.
[[nodiscard]] Section heldClaimsOf(const readiness::Assessment &assessment);

/// What follows in place of a claimed number: as many decimals as the claim prints (at least one), cut like a score,
/// and one more where the claim holds; without zeros at the end. An en dash when nothing could be computed.
[[nodiscard]] QString computedText(const readiness::CheckedClaim &claim);

} // namespace readyroom::report
