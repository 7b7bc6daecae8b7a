// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/content.h"

/// The parts of a report that look further than the checklist. A part about nothing is empty.
namespace readyroom::report {

/// A verdict for each use of the service, beside what the report behind the profile claims.
[[nodiscard]] Section scenariosOf(const readiness::Assessment &assessment);
/// Each risk before and now, with the items that hold it up.
[[nodiscard]] Section risksOf(const readiness::Assessment &assessment);
/// Score and verdict after each phase of the plan, beside what is claimed.
[[nodiscard]] Section phasesOf(const readiness::Assessment &assessment);

} // namespace readyroom::report
