// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"
#include "models/readiness/unit.h"
#include "models/series/sample.h"

#include <QString>

#include <vector>

namespace readyroom::drills {

/// What is compared before and after. One of `histogram` and `values`.
struct Measure {
    /// A selector of cumulative buckets, e.g. http_request_duration_seconds_bucket{path!="/health"}: each request
    /// counts, at the resolution of the buckets. Narrowed to the service.
    QString histogram = {};
    /// An expression; each of its values over the window counts once.
    QString values = {};
    /// Requests a second, for the throughput ratio; empty: service:request_rate.
    QString throughput = {};
    Duration window{std::chrono::seconds{60}}; ///< before the first act, and from the last act on
    readiness::Unit unit = readiness::Unit::Seconds;
    bool operator==(const Measure &) const = default;
};

/// The two windows that are compared, each open on the left as in PromQL.
struct MeasureWindows {
    Timestamp beforeFrom{};
    Timestamp beforeTo{};
    Timestamp afterFrom{};
    Timestamp afterTo{};
    bool operator==(const MeasureWindows &) const = default;
};

/// What is compared as it went, from the beginning of the window before to the end of the window after.
struct MeasureCourse {
    MeasureWindows windows;
    std::vector<series::Sample> samples = {}; ///< mean of what was measured around each moment; oldest first
    bool operator==(const MeasureCourse &) const = default;
};

} // namespace readyroom::drills
