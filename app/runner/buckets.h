// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/statistics.h"
#include "models/promql/value.h"

#include <vector>

namespace readyroom::runner {

/// Sorted by their bounds; a series whose `le` is not a number is no bucket.
[[nodiscard]] std::vector<drills::Bucket> bucketsOf(const promql::Vector &vector);

} // namespace readyroom::runner
