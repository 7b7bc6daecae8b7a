// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace readyroom::promql {

namespace {

/// Relative difference up to which two bucket counts are taken as equal.
constexpr double smallDelta = 1e-12;

bool almostEqual(double a, double b)
{
    if (a == b) {
        return true;
    }
    constexpr double smallest = std::numeric_limits<double>::min();
    const double sum = std::abs(a) + std::abs(b);
    const double difference = std::abs(a - b);
    if (a == 0.0 || b == 0.0 || sum < smallest) {
        return difference < smallDelta * smallest;
    }
    return difference / std::min(sum, std::numeric_limits<double>::max()) < smallDelta;
}

void coalesce(std::vector<Bucket> &buckets)
{
    std::size_t last = 0;
    for (std::size_t i = 1; i < buckets.size(); ++i) {
        if (buckets[i].upperBound == buckets[last].upperBound) {
            buckets[last].count += buckets[i].count;
        } else {
            buckets[++last] = buckets[i];
        }
    }
    buckets.resize(last + 1);
}

bool forceMonotonic(std::vector<Bucket> &buckets)
{
    bool forced = false;
    double previous = buckets.front().count;
    for (Bucket &bucket : buckets) {
        if (almostEqual(bucket.count, previous)) {
            bucket.count = previous;
        } else if (bucket.count < previous) {
            bucket.count = previous;
            forced = true;
        } else {
            previous = bucket.count;
        }
    }
    return forced;
}

} // namespace

BucketQuantile bucketQuantile(double phi, std::vector<Bucket> buckets)
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (std::isnan(phi)) {
        return {nan};
    }
    if (phi < 0.0 || phi > 1.0) {
        return {phi < 0.0 ? -infinity : infinity};
    }
    if (buckets.empty() || buckets.back().upperBound != infinity) {
        return {nan};
    }
    coalesce(buckets);
    const bool forced = forceMonotonic(buckets);
    const double observations = buckets.back().count;
    if (buckets.size() < 2 || observations == 0.0 || std::isnan(observations)) {
        return {nan, forced};
    }
    double rank = phi * observations;
    const auto found =
        std::find_if(buckets.begin(), buckets.end() - 1, [&](const Bucket &b) { return b.count >= rank; });
    if (found == buckets.end() - 1) {
        return {(found - 1)->upperBound, forced};
    }
    if (found == buckets.begin() && found->upperBound <= 0.0) {
        return {found->upperBound, forced};
    }
    double begin = 0.0;
    double count = found->count;
    if (found != buckets.begin()) {
        begin = (found - 1)->upperBound;
        count -= (found - 1)->count;
        rank -= (found - 1)->count;
    }
    return {begin + (found->upperBound - begin) * (rank / count), forced};
}

} // namespace readyroom::promql
