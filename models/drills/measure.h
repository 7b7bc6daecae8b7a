// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"
#include "models/readiness/evidencespec.h"

#include <QString>

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

} // namespace readyroom::drills
