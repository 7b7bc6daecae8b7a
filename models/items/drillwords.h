// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/readinesswords.h"
#include "models/ports/drillsport.h"

#include <optional>

namespace readyroom::items {

/// "Invalidation", "Rollback", "Failover", "Load", "Drill".
[[nodiscard]] QString actionKindWord(drills::ActionKind kind);

/// What became of a run, in a word or two, and how good that is. Only what is known to be well is Good: a run that was
/// taken back is Doubtful, one that is not taken back as it should be is Bad.
struct RunWords {
    LineState state = LineState::Unknown;
    QString word; ///< "completed", "deviated, rolled back", "rollback incomplete"
    bool operator==(const RunWords &) const = default;
};
[[nodiscard]] RunWords runWords(drills::RunStatus status, bool deviated, drills::RollbackState rollback);

/// The same in whole sentences: what it came to, and what is to be done now.
struct RunVerdict {
    LineState state = LineState::Unknown;
    QString title; ///< "Deviated and rolled back."
    QString text; ///< why, and what a person has to do
    bool operator==(const RunVerdict &) const = default;
};
/// Of a run that has ended.
[[nodiscard]] RunVerdict runVerdict(const drills::Run &run);

/// Whether there is anything that a run could do to take back what it does; as far as it has looked.
[[nodiscard]] bool knowsWayBack(const drills::Run &run);
/// What happens when the run deviates, and on Abort; one or two sentences.
[[nodiscard]] QString ifDeviatesText(const drills::Run &run);

/// How long the holds and loads that are still to come take, at least; absent when nothing is under way.
[[nodiscard]] std::optional<Duration> timeLeft(const drills::Run &run, Timestamp now);

/// "0:25", "12:05", "1:02:03"; whole seconds, rounded down; never negative.
[[nodiscard]] QString stopwatchText(Duration duration);
/// "10.4 s", from a minute on as stopwatchText().
[[nodiscard]] QString tookText(Duration duration);

} // namespace readyroom::items
