// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"
#include "app/load/report.h"
#include "app/security/permit.h"
#include "app/security/redactor.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QCoroTask>

#include <cstddef>
#include <functional>
#include <stop_token>
#include <vector>

namespace readyroom::load {

/// A load of concurrent users, each one request after the other: a closed loop without pauses, but for a tenth of a
/// second after a request that got no answer, so that a service that is down is not hammered. Each user keeps its
/// connection alive. They start one after the other, two milliseconds apart and all within the first tenth of
/// `duration`, because so many handshakes at one moment would measure the listen queue.
struct Plan {
    /// Users take them in turn; one for each instance as a rule. Not empty. Redirects are answers, and of an answer
    /// only the status and the times are kept.
    std::vector<http::Request> requests;
    int users = 50; ///< 1 … 500
    Duration duration{10'000}; ///< from the first request; requests under way at its end are waited for and counted
    /// Lower case; not empty: each user sends its own key in it, a new one in each run.
    QByteArray clientHeader = {};
    std::size_t maxRequests = 2'000'000; ///< the run ends early there, so that its size is bounded
};

/// Runs a load on a thread of its own, so that neither the polls nor the window feel it, and resumes the caller where
/// it was. `permit` is asked before each request and while they last; once it is void the load ends with
/// Kind::Unsupported. A requested stop ends it with Kind::Cancelled; both within 200 ms, whatever hangs. Kind::Config
/// when the plan makes no sense, Kind::Limit when this machine does not allow so many connections. `progress` may be
/// empty; it is called on the thread of the caller, and not any more once this has completed.
[[nodiscard]] QCoro::Task<Result<Report>> run(Plan plan, security::Permit permit, security::Redactor redactor,
                                              std::function<void(Progress)> progress, std::stop_token stop);

} // namespace readyroom::load
