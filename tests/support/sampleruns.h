// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"

/// Parts of made-up runs.
namespace readyroom::fakes {

/// Moves the traffic of latency-optimizer from primary to backup, while p95 stays below 400 ms.
[[nodiscard]] drills::Experiment failoverExperiment();
/// Of giving the backup this weight, at one of three targets.
[[nodiscard]] drills::Preview weightPreview(int percent, int target);

/// What is compared, from a minute before the first act until `to`, moving from the one mean to the other.
void addCourse(drills::Run &run, Timestamp to);

} // namespace readyroom::fakes
