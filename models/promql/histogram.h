// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace readyroom::promql {

/// One bucket of a classic histogram: how many observations were at most `upperBound`.
struct Bucket {
    double upperBound = 0.0;
    double count = 0.0;
};

struct BucketQuantile {
    double value = 0.0;
    bool forcedMonotonic = false; ///< a count fell by more than rounding explains and was lifted
};

/// The φ-quantile of a classic histogram, interpolated linearly within its bucket, as Prometheus 3 computes it
/// (promql/quantile.go): NaN without a +Inf bucket, with fewer than two buckets or without observations; -Inf and +Inf
/// for φ outside 0…1; the highest finite bound when it falls into the +Inf bucket. `buckets` are ordered by bound.
[[nodiscard]] BucketQuantile bucketQuantile(double phi, std::vector<Bucket> buckets);

} // namespace readyroom::promql
