// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"

/// Parts of made-up runs.
namespace readyroom::fakes {

/// Moves the traffic of latency-optimizer from primary to backup, while p95 stays below 400 ms.
[[nodiscard]] drills::Experiment failoverExperiment();
/// Of giving the backup this weight, at one of three targets.
[[nodiscard]] drills::Preview weightPreview(int percent, int target);

} // namespace readyroom::fakes
