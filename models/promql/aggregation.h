// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/evaluator.h"

namespace readyroom::promql {

[[nodiscard]] Result<StepValue> evaluateAggregation(Evaluator &evaluator, const Expr &expr,
                                                    const Aggregation &aggregation, const Steps &steps);

} // namespace readyroom::promql
