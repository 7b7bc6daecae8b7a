// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"
#include "models/readiness/evidencespec.h"
#include "models/series/sample.h"

#include <QString>

#include <optional>
#include <vector>

namespace readyroom::items {

/// What one probe of the steady state read while a run lasted.
struct GuardSeries {
    QString probe;
    readiness::Unit unit = readiness::Unit::None;
    std::vector<series::Sample> samples = {}; ///< oldest first; NaN where it read nothing
    std::optional<double> limit = {}; ///< in the unit
    QString tolerance = {}; ///< for people: "< 0.4"
    bool met = false; ///< the newest reading
};

/// Of each probe that reads numbers, in the order of the hypothesis.
[[nodiscard]] std::vector<GuardSeries> guardSeries(const drills::Run &run);

/// The unit that an expression yields, by the names of its metrics, which end in their unit
/// (prometheus.io/docs/practices/naming): "…_seconds" and "…_ratio". None where they do not tell.
[[nodiscard]] readiness::Unit unitOfExpression(QStringView expr);

/// When an act of the method, or of a rollback, began.
struct ActMoment {
    Timestamp at{};
    QString label; ///< short: "25 %"
    QString title; ///< of the step
    bool rollback = false;
    bool operator==(const ActMoment &) const = default;
};
/// In the order of the steps. What only reads is no act.
[[nodiscard]] std::vector<ActMoment> actMoments(const drills::Run &run);

} // namespace readyroom::items
