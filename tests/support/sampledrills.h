// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"

#include <vector>

/// Buttons, drills and runs, made up: what the tests of item models and of the page of drills look at. All moments are
/// around moment().
namespace readyroom::fakes {

/// Buttons of three services of pictureFleet(), one of which suggests itself, and two drills of files.
[[nodiscard]] std::vector<DrillEntry> sampleEntries();
/// As many buttons as asked for, over twelve services, one in seven with a last run.
[[nodiscard]] std::vector<DrillEntry> manyEntries(int count);
/// Names as long as a hostile file may have them.
[[nodiscard]] std::vector<DrillEntry> longEntries();
/// A drill of a file that is wrong.
[[nodiscard]] DrillEntry refusedEntry();

/// Gradual failover to 25, 50, 75 and 100 % over three targets; holds at 75 % for 4.1 s, 25 s after it began.
[[nodiscard]] drills::Run runningFailover();
/// The same, at its end: completed, everything confirmed, its effect stays.
[[nodiscard]] drills::Run completedFailover();
/// p95 went over its limit at 75 %: everything was taken back and the steady state proved again.
[[nodiscard]] drills::Run deviatedFailover();
/// As above, but one of three targets did not take its weight back.
[[nodiscard]] drills::Run incompleteFailover();
/// The operator ended it at 50 %.
[[nodiscard]] drills::Run abortedFailover();
/// The program died at 50 %: the rollbacks are owed.
[[nodiscard]] drills::Run interruptedFailover();
/// One of four instances did not do what it was sent.
[[nodiscard]] drills::Run unconfirmedPurge();

/// A button without a steady state, with what it did to the latency.
[[nodiscard]] drills::Run completedPurge();
/// A load in the middle, which tells of itself.
[[nodiscard]] drills::Run runningLoad();
[[nodiscard]] RunSummary summaryOf(const drills::Run &run);

/// What the gradual failover would do.
[[nodiscard]] DrillPreview failoverPreview();
/// A purge of everything: heavier than what the origin is known to bear, with warnings.
[[nodiscard]] DrillPreview purgePreview();
/// Draining the last server: refused.
[[nodiscard]] DrillPreview refusedPreview();

/// A drained server of one of our runs and a breaker that somebody else forced.
[[nodiscard]] std::vector<Override> sampleOverrides();

} // namespace readyroom::fakes
