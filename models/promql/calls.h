// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/evaluator.h"

namespace readyroom::promql {

/// Evaluates a function call by whatever form its table entry has.
[[nodiscard]] Result<StepValue> evaluateCall(Evaluator &evaluator, const Expr &expr, const Call &call,
                                             const Steps &steps);

} // namespace readyroom::promql
