// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/act.h"
#include "models/drills/blastradius.h"
#include "models/drills/experiment.h"
#include "models/drills/measure.h"
#include "models/drills/statistics.h"
#include "models/journal/event.h"
#include "models/ports/time.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace readyroom::drills {

enum class RunStatus {
    Running,
    Completed, ///< whole method done; `deviated` says whether the steady state held
    Failed, ///< an activity failed, or an act was not confirmed
    Aborted, ///< by the operator, by closing the program, or because the environment was disarmed
    Interrupted ///< the program died in the middle
};
/// "running", "completed", "failed", "aborted", "interrupted": as in a Chaos Toolkit journal, but for the first.
[[nodiscard]] QString runStatusName(RunStatus status);
[[nodiscard]] std::optional<RunStatus> runStatusFromName(QStringView name);

/// What became of what was done.
enum class RollbackState {
    NotNeeded, ///< nothing was changed, or the effect is to stay
    Running,
    Done, ///< every rollback was confirmed
    Incomplete, ///< some failed: a person has to look
    Owed ///< not run yet, because the program ended; offered at the next start
};
[[nodiscard]] QString rollbackStateName(RollbackState state);
[[nodiscard]] std::optional<RollbackState> rollbackStateFromName(QStringView name);

enum class StepPhase { Before, Method, After, Rollback, AfterRollback };
enum class StepState {
    Waiting,
    Running, ///< acting, re-reading
    Holding, ///< done, and the guard watches during its pause
    Succeeded,
    Failed,
    Skipped ///< not reached
};

/// One target of a step.
struct StepTarget {
    QString target; ///< for people
    Preview preview = {}; ///< of an action
    Outcome outcome = {};
    Verification verification = {};
    StepState state = StepState::Waiting;
    bool operator==(const StepTarget &) const = default;
};

/// What an act said of itself at one moment.
struct ProgressReading {
    Timestamp at{};
    Progress progress;
    bool operator==(const ProgressReading &) const = default;
};

/// One line of the run: the steady state once, or one activity at all its targets.
struct Step {
    StepPhase phase = StepPhase::Method;
    QString title;
    QString detail = {}; ///< one sentence without full stop: "re-read 3 of 3, guard held 10 s"
    StepState state = StepState::Waiting;
    std::optional<Activity> activity = {}; ///< absent: a steady state, or a rollback that the runner made of an undo
    std::vector<StepTarget> targets = {}; ///< of an action
    std::vector<ProgressReading> progress = {}; ///< of an action that tells; oldest first, bounded
    std::optional<Timestamp> startedAt = {};
    std::optional<Timestamp> endedAt = {};
    std::optional<Timestamp> holdUntil = {}; ///< while Holding
    QString error = {}; ///< one sentence
    QJsonObject entry = {}; ///< of the Chaos Toolkit journal: `run` and `rollbacks`, or a steady state
    bool operator==(const Step &) const = default;
};

/// One reading of a probe of the steady state.
struct GuardReading {
    Timestamp at{};
    QString probe; ///< its name
    std::optional<double> value = {}; ///< where there is a number
    bool met = false;
    QString observed = {}; ///< for people
    bool operator==(const GuardReading &) const = default;
};

/// What was done and can be taken back.
struct Undo {
    QString title; ///< "Weight backup 25 %"
    QString target; ///< for people
    QString effect; ///< one sentence
    Act act;
    bool done = false;
    bool operator==(const Undo &) const = default;
};

/// One run of an experiment, while it lasts and afterwards. A value.
struct Run {
    QString id; ///< UUID without braces
    Experiment experiment;
    QString service = {};
    QString environment = {};
    journal::Operator by = {};
    QString platform = {}; ///< of the machine that ran it, for people: "Debian GNU/Linux 12"
    QString reason = {};
    RunStatus status = RunStatus::Running;
    bool deviated = false;
    QString why = {}; ///< what ended it early, one sentence; empty when nothing did
    RollbackState rollback = RollbackState::NotNeeded;
    Timestamp startedAt{};
    std::optional<Timestamp> endedAt = {};
    std::vector<Step> steps = {}; ///< in the order in which they happen
    std::vector<GuardReading> guard = {}; ///< oldest first; bounded
    std::vector<Undo> undo = {}; ///< in the order in which they were done; taken back from the last to the first
    std::optional<Comparison> comparison = {}; ///< of its measure, so far or for good
    std::optional<MeasureCourse> course = {}; ///< of the same
    std::optional<BlastRadius> blast = {};

    [[nodiscard]] bool hasEnded() const { return status != RunStatus::Running && endedAt.has_value(); }
    /// It went well, and its rollbacks wait for somebody who wants them: what a button does is to stay.
    [[nodiscard]] bool keepsRollbacks() const;
    /// Something that it did is still in force and can be taken back.
    [[nodiscard]] bool canUndo() const;
};

} // namespace readyroom::drills
