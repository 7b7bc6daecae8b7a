// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runner/figures.h"
#include "models/drills/measure.h"
#include "models/drills/run.h"
#include "models/drills/statistics.h"
#include "models/fleet/fleet.h"
#include "models/ports/timesource.h"

#include <QCoroTask>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <stop_token>

namespace readyroom::runner {

using Windows = drills::MeasureWindows;

/// As of `now`: before ends when the first act began; after begins with the last act, and lasts until it is as long as
/// the window, or what was done was being taken back. Absent without a measure, and before anything was done.
[[nodiscard]] std::optional<Windows> windowsOf(const drills::Run &run, Timestamp now);

/// What is measured, and of whom.
struct MeasureSubject {
    drills::Measure measure;
    Subject subject = {};
    Duration every{std::chrono::seconds{5}}; ///< between two samples of its series
};
/// Of a run; `fleet` tells the environment that its series carry, and how often it is asked.
[[nodiscard]] MeasureSubject measureSubject(const drills::Run &run, const fleet::Fleet &fleet);

/// Compares the windows: two questions each, and the statistics on a pool thread. What is not there yet is absent or
/// NaN. Kind::Parse and Kind::Config when the measure is not what it should be, and the errors of the questions.
[[nodiscard]] QCoro::Task<Result<drills::Comparison>>
compared(QuerySource &queries, QThreadPool &pool, MeasureSubject subject, Windows windows, std::stop_token stop);

/// The same for good, when a run is over: asks again until something was measured after the last act, which takes two
/// more samples, at most.
[[nodiscard]] QCoro::Task<Result<drills::Comparison>> comparedAtLast(QuerySource &queries, QThreadPool &pool,
                                                                     MeasureSubject subject, drills::Run run,
                                                                     std::shared_ptr<const TimeSource> time,
                                                                     std::stop_token stop);

} // namespace readyroom::runner
