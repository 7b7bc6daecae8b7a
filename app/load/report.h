// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

#include <cstddef>

namespace readyroom::load {

/// What came of a load. Times in seconds, from the start of a request to its last byte, of all requests that got an
/// answer, whatever its status.
struct Report {
    std::size_t requests = 0; ///< that ended
    std::size_t failed = 0; ///< without an answer, or with a status of 400 and more
    double seconds = 0.0; ///< that it took, from the first request to the end of the last
    double mean = 0.0; ///< NaN when nothing was answered; so the percentiles
    double p50 = 0.0; ///< exact, nearest rank, over all requests
    double p95 = 0.0;
    double p99 = 0.0;
    double success = 0.0; ///< 0 … 1, of `requests`
    /// Answered successfully, a second: the sum of what each user got from its first request to the end of its last,
    /// so that neither the start nor one request that hangs at the end waters it down.
    double throughput = 0.0;
    QMap<int, std::size_t> statuses = {}; ///< 0: no answer
    QString firstFailure = {}; ///< a sentence without full stop
    /// 0 … 1: the part of the time that the thread of the load was computing. Near 1 the figures are those of this
    /// machine rather than of the service.
    double busy = 0.0;
};

/// While a load runs, at most ten times a second.
struct Progress {
    double done = 0.0; ///< 0 … 1
    std::size_t requests = 0;
    std::size_t failed = 0;
    double p95 = 0.0; ///< of the last second; NaN when nothing came
    double throughput = 0.0; ///< of the last second
    double success = 0.0; ///< 0 … 1, of what ended in the last second; NaN when nothing did
};

} // namespace readyroom::load
