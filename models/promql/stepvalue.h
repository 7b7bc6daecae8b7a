// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/ast.h"
#include "models/series/labels.h"
#include "models/series/sample.h"

#include <cstddef>
#include <vector>

namespace readyroom::promql {

/// One value per step. "No element at this step" is the stale NaN, which no computation yields: it is a signalling NaN
/// and arithmetic makes it quiet.
using Column = std::vector<double>;

inline const double absentValue = series::staleNaN();
[[nodiscard]] inline bool isPresent(double v)
{
    return !series::isStale(v);
}

/// One series of an instant vector over all steps of an evaluation.
struct StepSeries {
    series::Labels labels;
    Column values;
};

/// What an expression yields over all steps. Range vectors have no such form: the function that takes one slides its
/// windows over the samples.
struct StepValue {
    ValueType type = ValueType::Vector;
    Column scalar = {}; ///< for Scalar
    QByteArray string = {}; ///< for String
    std::vector<StepSeries> series = {}; ///< for Vector; each has at least one value present

    [[nodiscard]] std::size_t cells() const;
};

[[nodiscard]] bool hasValue(const Column &values);

/// Unites series with equal labels. False when two of them have a value at one step.
[[nodiscard]] bool uniteEqualLabels(std::vector<StepSeries> &series);

/// Drops the metric names. False as for uniteEqualLabels().
[[nodiscard]] bool dropMetricNames(std::vector<StepSeries> &series);

} // namespace readyroom::promql
