// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/evaluator.h"

namespace readyroom::promql {

/// Arithmetic or comparison between two vectors, one-to-one, many-to-one or one-to-many.
[[nodiscard]] Result<StepValue> combineVectors(Evaluator &evaluator, const Expr &expr, const Binary &binary,
                                               const std::vector<StepSeries> &lhs, const std::vector<StepSeries> &rhs,
                                               std::size_t steps);

/// and, or, unless.
[[nodiscard]] Result<StepValue> combineSets(const Expr &expr, const Binary &binary, std::vector<StepSeries> lhs,
                                            std::vector<StepSeries> rhs, std::size_t steps);

} // namespace readyroom::promql
