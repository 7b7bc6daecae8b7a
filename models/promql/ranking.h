// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/evaluator.h"
#include "models/promql/grouping.h"

namespace readyroom::promql {

/// topk and bottomk: keeps, at each step, the k[step] elements of each group with the largest (smallest) values; NaN is
/// chosen last, ties in favour of the earlier element. With one step the elements come in order of rank. `parameter` is
/// where an error about k points to.
[[nodiscard]] Result<std::vector<StepSeries>> rankElements(const Expr &parameter, std::vector<StepSeries> series,
                                                           const std::vector<Group> &groups, const Column &k,
                                                           bool largest);

/// count_values: how many elements of each group have each value; the value becomes the label `label`.
[[nodiscard]] std::vector<StepSeries> countValues(const std::vector<StepSeries> &series,
                                                  const std::vector<Group> &groups, const QByteArray &label,
                                                  std::size_t steps);

/// True when a vector sorted by value has `a` before `b`; NaN comes last both ways.
[[nodiscard]] bool ranksBefore(double a, double b, bool descending);

} // namespace readyroom::promql
