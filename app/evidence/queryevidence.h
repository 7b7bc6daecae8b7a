// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/promql/engine.h"
#include "models/promql/value.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

namespace readyroom::evidence {

/// What a query came to.
struct QueryFinding {
    readiness::Evidence evidence;
    bool wantsHistory = false; ///< it is unknown, and more samples may change that: nothing yet, or not long enough
};

/// When the expression is to be evaluated as of `at`: once, or with `for:` at up to 61 moments from so long ago till
/// then.
[[nodiscard]] promql::EvaluationTime evaluationTime(const readiness::QueryEvidence &spec, Timestamp at);

/// Judges what an evaluation at evaluationTime(spec, at) yielded. Of several series the worst counts, by
/// Threshold::distance(). No series and NaN are unknown. With `for:` the threshold must have held at each moment, and
/// a moment without any series (the history is shorter, or has a gap) is unknown.
[[nodiscard]] QueryFinding judgeQuery(const readiness::QueryEvidence &spec, const Result<promql::QueryResult> &answer,
                                      Timestamp at);

/// What is asked for: "≤ 200 ms", "≤ 200 ms for 5 min".
[[nodiscard]] QString queryTarget(const readiness::QueryEvidence &spec);

} // namespace readyroom::evidence
