// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runner/stage.h"
#include "models/drills/action.h"
#include "models/ports/drillsport.h"

#include <QCoroTask>

#include <memory>
#include <optional>
#include <stop_token>

namespace readyroom::runner {

/// What running an experiment would do, target by target, and what speaks against it. Changes nothing: what may change
/// something is previewed, what only reads is read. `button` is the action it was made of, if it was made of one: its
/// steps are refused all together. Those of a file may build on each other, so of it only what refuses the first one
/// refuses the whole, and the rest are warnings; each step looks again before it acts.
[[nodiscard]] QCoro::Task<DrillPreview> precheck(std::shared_ptr<Stage> stage, drills::Experiment experiment,
                                                 std::optional<drills::Action> button, std::stop_token stop);

/// The part of it that decides whether it is started: the first refusal, or empty.
[[nodiscard]] QCoro::Task<QString> firstRefusal(std::shared_ptr<Stage> stage, drills::Experiment experiment,
                                                std::optional<drills::Action> button, std::stop_token stop);

/// What the fleet and the armed environment say where an experiment acts; empty: not known yet.
[[nodiscard]] QString environmentOf(const Stage &stage, const drills::Experiment &experiment);

/// The purge's load on the origin by PromQL, as of now.
[[nodiscard]] QCoro::Task<drills::BlastRadius> originLoad(std::shared_ptr<Stage> stage, drills::OriginLoad load,
                                                          QString service, std::stop_token stop);

} // namespace readyroom::runner
