// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"
#include "models/promql/value.h"

#include <QCoroTask>

#include <stop_token>

namespace readyroom {

/// Where PromQL is answered: the local store, or a Prometheus-compatible API. Called from any thread that runs an event
/// loop; the coroutine resumes on the thread that awaited it. Parameters are taken by value because the call suspends.
class QuerySource {
public:
    virtual ~QuerySource() = default;
    [[nodiscard]] virtual QCoro::Task<Result<promql::QueryResult>> instant(QString expr, Timestamp at,
                                                                           std::stop_token stop = {}) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<promql::QueryResult>> range(QString expr, Timestamp from, Timestamp to,
                                                                         Duration step, std::stop_token stop = {}) = 0;
};

} // namespace readyroom
