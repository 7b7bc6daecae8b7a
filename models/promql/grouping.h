// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/stepvalue.h"

#include <vector>

namespace readyroom::promql {

/// Series that share a set of labels, in the order of their first member.
struct Group {
    series::Labels labels;
    std::vector<std::size_t> members; ///< indices into the grouped series
};

/// Groups by the labels `names`, or by all but these and the metric name.
[[nodiscard]] std::vector<Group> groupSeries(const std::vector<StepSeries> &series,
                                             const std::vector<QByteArray> &names, bool without);

} // namespace readyroom::promql
