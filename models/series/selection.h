// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/chunk.h"
#include "models/series/labels.h"
#include "models/series/matcher.h"
#include "models/series/sample.h"

#include <cstdint>
#include <vector>

namespace readyroom::series {

/// What a query wants to read: series that satisfy every matcher, samples with from <= t <= to (ms).
struct SelectRequest {
    std::vector<Matcher> matchers;
    std::int64_t from = 0;
    std::int64_t to = 0;
};

/// One selected series: sealed chunks are shared, the open head is copied. Immutable, so it may cross threads.
struct SelectedSeries {
    Labels labels;
    std::vector<ChunkPtr> chunks; ///< ordered, not overlapping, each touching the requested time range
    std::vector<Sample> head; ///< newer than every chunk; may reach outside the requested range

    /// Appends the samples with from <= t <= to to `out`, in order, stale markers included.
    void read(std::int64_t from, std::int64_t to, std::vector<Sample> &out) const;
};

using Selection = std::vector<SelectedSeries>;

/// The answers to a list of SelectRequests, in the same order. The whole input of one query evaluation.
using Snapshot = std::vector<Selection>;

} // namespace readyroom::series
