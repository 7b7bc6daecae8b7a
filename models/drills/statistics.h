// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <QString>

namespace readyroom::drills {

/// A value and how often it was seen.
struct Weighted {
    double value = 0.0; ///< finite
    std::int64_t count = 1; ///< positive
    bool operator==(const Weighted &) const = default;
};
/// What was measured in one window; order does not matter.
using Measured = std::vector<Weighted>;

/// NaN where there is nothing.
struct Summary {
    std::int64_t n = 0;
    double mean = 0.0;
    double deviation = 0.0; ///< standard deviation with n − 1
    double p50 = 0.0; ///< nearest rank
    double p95 = 0.0;
    double p99 = 0.0;
};
[[nodiscard]] Summary summaryOf(const Measured &measured);

struct ComparisonOptions {
    std::uint64_t seed = 1; ///< the same data and seed give the same interval
    int resamples = 10'000;
};

/// Before and after an action, and how sure the difference is.
struct Comparison {
    Summary before;
    Summary after;
    double reductionPercent = 0.0; ///< of the mean, (before − after) / before · 100; negative: it grew
    double difference = 0.0; ///< of the means, after − before
    /// Percentile bootstrap (Efron and Tibshirani 1993, ch. 13) of `difference`, each side resampled by itself.
    double low = 0.0;
    double high = 0.0;
    double cohensD = 0.0; ///< (after − before) / pooled standard deviation (Cohen 1988)
    std::optional<double> throughputBefore = {}; ///< a second
    std::optional<double> throughputAfter = {};
    std::optional<double> throughputRatio = {}; ///< after / before
    std::uint64_t seed = 1;
    int resamples = 0;
};

/// NaN wherever it cannot be said: n < 1 on a side; below 2 for what needs a deviation.
[[nodiscard]] Comparison compare(const Measured &before, const Measured &after, const ComparisonOptions &options = {});

/// "negligible" below 0.2, "small", "medium" from 0.5, "large" from 0.8, by its amount (Cohen 1988); "" for NaN.
[[nodiscard]] QString effectWord(double cohensD);

/// Cumulative buckets of a histogram: upper bounds, rising, the last one +Inf, and counts at or below each.
struct Bucket {
    double upper = 0.0;
    double cumulative = 0.0;
};
/// The values behind buckets, spread evenly within each (what histogram_quantile assumes, too); those above the last
/// finite bound count as that bound. At most `perBucket` different values for each bucket.
[[nodiscard]] Measured measuredFrom(std::span<const Bucket> buckets, int perBucket = 20);

} // namespace readyroom::drills
