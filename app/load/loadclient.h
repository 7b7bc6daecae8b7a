// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"
#include "app/security/permit.h"
#include "app/security/redactor.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QCoroTask>
#include <QMap>

#include <cstddef>
#include <functional>
#include <stop_token>
#include <vector>

namespace readyroom::load {

/// A load of concurrent users, each one request after the other, closed loop, without pauses.
struct Plan {
    std::vector<http::Request> requests; ///< users take them in turn; one for each instance as a rule. Not empty
    int users = 50; ///< 1 … 500
    Duration duration{10'000}; ///< from the first request; requests under way at its end are waited for and counted
    QByteArray clientHeader = {}; ///< lower case; not empty: each user sends its own key in it
    std::size_t maxRequests = 2'000'000; ///< the run ends early there, so that its size is bounded
};

/// What came of it. Times in seconds, of all requests that got an answer, whatever its status.
struct Report {
    std::size_t requests = 0; ///< that ended
    std::size_t failed = 0; ///< without an answer, or with a status of 400 and more
    double seconds = 0.0; ///< that it took
    double mean = 0.0; ///< NaN when nothing was answered; so the percentiles
    double p50 = 0.0; ///< exact, nearest rank, over all requests
    double p95 = 0.0;
    double p99 = 0.0;
    double success = 0.0; ///< 0 … 1
    double throughput = 0.0; ///< answered successfully, a second
    QMap<int, std::size_t> statuses = {}; ///< 0: no answer
    QString firstFailure = {}; ///< a sentence
};

/// While it runs, at most ten times a second.
struct Progress {
    double done = 0.0; ///< 0 … 1
    std::size_t requests = 0;
    std::size_t failed = 0;
    double p95 = 0.0; ///< of the last second; NaN when nothing came
    double throughput = 0.0; ///< of the last second
};

/// Runs a load on a thread of its own, so that neither the polls nor the window feel it, and resumes the caller where
/// it was. `permit` is asked before each request; once it is void the load ends with Kind::Unsupported. A requested
/// stop ends it within 200 ms with Kind::Cancelled. Kind::Config when the plan makes no sense. `progress` is called on
/// the thread of the caller, and not any more once this has completed.
[[nodiscard]] QCoro::Task<Result<Report>> run(Plan plan, security::Permit permit, security::Redactor redactor,
                                              std::function<void(Progress)> progress, std::stop_token stop);

} // namespace readyroom::load
