// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/readiness/profile.h"
#include "models/readiness/records.h"

namespace readyroom::evidence {

/// Whether a decision makes sense: about an item of the profile, with everything that its kind needs, and changing
/// something. What stands in the profile itself is changed there, not by a decision. Kind::Config with a sentence.
[[nodiscard]] Result<void> checkDecision(const readiness::Decision &decision, const readiness::Profile &profile,
                                         const readiness::Recorded &recorded, Timestamp now);

} // namespace readyroom::evidence
