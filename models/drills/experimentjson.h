// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/experiment.h"

#include <QJsonObject>
#include <QJsonValue>

namespace readyroom::drills {

/// As it was read: Experiment::json. One that was made and has none is written out, such that experimentFrom() reads
/// the same again.
[[nodiscard]] QJsonObject experimentJson(const Experiment &experiment);
/// The same for one activity.
[[nodiscard]] QJsonObject activityJson(const Activity &activity);
/// What toleranceFrom() reads as `tolerance`.
[[nodiscard]] QJsonValue toleranceJson(const Tolerance &tolerance);

} // namespace readyroom::drills
