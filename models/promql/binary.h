// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/evaluator.h"

namespace readyroom::promql {

[[nodiscard]] Result<StepValue> evaluateUnary(Evaluator &evaluator, const Expr &expr, const Unary &unary,
                                              const Steps &steps);
[[nodiscard]] Result<StepValue> evaluateBinary(Evaluator &evaluator, const Expr &expr, const Binary &binary,
                                               const Steps &steps);

/// An arithmetic or comparison operator on two numbers. A comparison without `bool` yields the left one, or "absent"
/// when it does not hold; with `bool` 1 or 0.
[[nodiscard]] double applyOperator(BinaryOperator op, double lhs, double rhs, bool returnBool);
[[nodiscard]] bool dropsMetricName(const Binary &binary);

} // namespace readyroom::promql
