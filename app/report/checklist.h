// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/content.h"

/// The parts of a report that are about items. A part about nothing is empty.
namespace readyroom::report {

/// The open blockers.
[[nodiscard]] Section blockersOf(const readiness::Assessment &assessment);
/// The shortest path to GO as a plan, with the score after each step; or why there is none.
[[nodiscard]] Section pathOf(const readiness::Assessment &assessment);
/// The profile's own conditions, and the first of the others.
[[nodiscard]] Section conditionsOf(const readiness::Assessment &assessment);
/// All conditions; empty where conditionsOf() has all of them already.
[[nodiscard]] Section allConditionsOf(const readiness::Assessment &assessment);
/// Every item, a table for each category.
[[nodiscard]] Section checklistOf(const readiness::Assessment &assessment);
/// What people decided: waivers, also those that have expired, and items that do not apply, with the reasons.
[[nodiscard]] Section decisionsOf(const readiness::Assessment &assessment);
/// How and when the evidence of each item was taken.
[[nodiscard]] Section evidenceOf(const readiness::Assessment &assessment);

} // namespace readyroom::report
