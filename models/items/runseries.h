// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"
#include "models/readiness/unit.h"
#include "models/series/sample.h"

#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace readyroom::items {

/// One of the two windows that are compared.
struct SeriesWindow {
    Timestamp from{};
    Timestamp to{};
    double mean = 0.0; ///< NaN when nothing was measured
    /// Of the mean after: where it is with 95 % confidence, seen from the mean before.
    std::optional<std::pair<double, double>> interval = {};
    bool operator==(const SeriesWindow &) const = default;
};

/// A number that a chart of a run draws over its time.
struct RunSeries {
    enum class Kind {
        Guard, ///< what a probe of the steady state reads
        Progress, ///< what an act tells of itself, such as the p95 of a load
        Measure ///< what is compared before and after
    };
    Kind kind = Kind::Guard;
    QString name; ///< for people, unique
    QString line; ///< what its line shows, for a legend: "p95", "mean"
    readiness::Unit unit = readiness::Unit::None;
    std::vector<series::Sample> samples = {}; ///< oldest first; NaN where there was nothing
    Duration every{0}; ///< usual distance of the samples
    std::optional<double> limit = {}; ///< in the unit
    QString tolerance = {}; ///< for people: "< 0.4"; empty: none
    bool met = true; ///< the newest reading keeps to it
    std::vector<SeriesWindow> windows = {}; ///< of a measure: before and after
};

/// Guards in the order of the hypothesis, then what acts tell, then the measure; only those that have a number.
[[nodiscard]] std::vector<RunSeries> runSeries(const drills::Run &run);
/// The place, in runSeries(), of the one that tells most of the run now: the guard that does not hold, or that the run
/// deviated by; else how a load goes; the first guard while other things are done; what was compared once all went
/// well.
[[nodiscard]] std::size_t mainSeries(const drills::Run &run, const std::vector<RunSeries> &all);

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
