// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"
#include "models/promql/ast.h"
#include "models/promql/value.h"
#include "models/series/selection.h"

#include <cstddef>
#include <functional>
#include <stop_token>
#include <vector>

namespace readyroom::promql {

/// When an expression is evaluated. An instant query has start == end and step zero.
struct EvaluationTime {
    Timestamp start;
    Timestamp end;
    Duration step{0};

    [[nodiscard]] static EvaluationTime instant(Timestamp at) { return {at, at, Duration{0}}; }
    [[nodiscard]] bool isInstant() const { return step.count() == 0; }
    [[nodiscard]] std::size_t steps() const
    {
        return isInstant() ? 1 : static_cast<std::size_t>((end - start) / step) + 1;
    }
};

/// Bounds of one evaluation. The evaluator owns no clock: `expired` is asked now and then and ends it with
/// Kind::Timeout.
struct EvaluationLimits {
    Duration lookback = std::chrono::minutes{5}; ///< how old an instant sample may be; open on the left (Prometheus 3)
    std::size_t maxSamples = 50'000'000; ///< samples held at once; beyond it Kind::Limit
    std::size_t maxPoints = 11'000; ///< steps per series, as in the Prometheus API
    std::function<bool()> expired; ///< may be empty
    std::stop_token stop; ///< requested: ends with Kind::Cancelled
};

/// What `expr` will read, one request per vector selector in depth-first order. Ask the store for these and give the
/// snapshot to evaluate().
[[nodiscard]] std::vector<series::SelectRequest> selections(const Expr &expr, const EvaluationTime &time,
                                                            Duration lookback = std::chrono::minutes{5});

/// Evaluates a parsed expression over a snapshot made for selections(expr, time, lookback). Pure: it may run on any
/// thread. An instant query yields scalar, string, vector or (for a bare range selector) matrix; a range query yields a
/// matrix.
[[nodiscard]] Result<QueryResult> evaluate(const Expr &expr, const EvaluationTime &time,
                                           const series::Snapshot &snapshot, const EvaluationLimits &limits = {});

} // namespace readyroom::promql
