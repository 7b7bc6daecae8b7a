// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"

namespace readyroom::runner {

/// The experiment that takes back what a run did and left in force, or owes: its undo acts, the last one first, then
/// (where it owes them) its own rollbacks. Kind::Config when there is nothing.
[[nodiscard]] Result<drills::Experiment> undoOf(const drills::Run &run);

/// The run with what `undoing` has done marked as taken back.
[[nodiscard]] drills::Run undone(drills::Run run, const drills::Run &undoing);

} // namespace readyroom::runner
