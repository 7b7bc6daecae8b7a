// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/action.h"
#include "models/drills/experiment.h"
#include "models/drills/run.h"

#include <algorithm>
#include <array>
#include <utility>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array actionKinds{std::pair{ActionKind::Invalidate, "invalidate"_L1},
                                 std::pair{ActionKind::Rollback, "rollback"_L1},
                                 std::pair{ActionKind::Failover, "failover"_L1}, std::pair{ActionKind::Load, "load"_L1},
                                 std::pair{ActionKind::Drill, "drill"_L1}};
constexpr std::array strategies{
    std::pair{Strategy::Kind::Immediate, "immediate"_L1}, std::pair{Strategy::Kind::Gradual, "gradual"_L1},
    std::pair{Strategy::Kind::RoundRobin, "round-robin"_L1}, std::pair{Strategy::Kind::Weighted, "weighted"_L1}};
constexpr std::array runStatuses{std::pair{RunStatus::Running, "running"_L1},
                                 std::pair{RunStatus::Completed, "completed"_L1},
                                 std::pair{RunStatus::Failed, "failed"_L1}, std::pair{RunStatus::Aborted, "aborted"_L1},
                                 std::pair{RunStatus::Interrupted, "interrupted"_L1}};
constexpr std::array rollbackStates{
    std::pair{RollbackState::NotNeeded, "not-needed"_L1}, std::pair{RollbackState::Running, "running"_L1},
    std::pair{RollbackState::Done, "done"_L1}, std::pair{RollbackState::Incomplete, "incomplete"_L1},
    std::pair{RollbackState::Owed, "owed"_L1}};

QString nameIn(const auto &names, auto value)
{
    for (const auto &[known, name] : names) {
        if (known == value) {
            return name;
        }
    }
    return {};
}

template<typename E> std::optional<E> valueIn(const auto &names, QStringView text)
{
    for (const auto &[value, name] : names) {
        if (text == name) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace

QString actionKindName(ActionKind kind)
{
    return nameIn(actionKinds, kind);
}

std::optional<ActionKind> actionKindFromName(QStringView name)
{
    return valueIn<ActionKind>(actionKinds, name);
}

QString strategyName(Strategy::Kind kind)
{
    return nameIn(strategies, kind);
}

std::optional<Strategy::Kind> strategyFromName(QStringView name)
{
    return valueIn<Strategy::Kind>(strategies, name);
}

QString runStatusName(RunStatus status)
{
    return nameIn(runStatuses, status);
}

std::optional<RunStatus> runStatusFromName(QStringView name)
{
    return valueIn<RunStatus>(runStatuses, name);
}

QString rollbackStateName(RollbackState state)
{
    return nameIn(rollbackStates, state);
}

std::optional<RollbackState> rollbackStateFromName(QStringView name)
{
    return valueIn<RollbackState>(rollbackStates, name);
}

bool Run::keepsRollbacks() const
{
    return status == RunStatus::Completed && !deviated && rollback == RollbackState::NotNeeded
        && experiment.rollbackStrategy == RollbackStrategy::Deviated && !experiment.rollbacks.empty();
}

bool Run::canUndo() const
{
    return hasEnded() && (keepsRollbacks() || std::ranges::any_of(undo, [](const Undo &one) { return !one.done; }));
}

} // namespace readyroom::drills
