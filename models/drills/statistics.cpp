// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/statistics.h"

#include "models/drills/resampler.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Nearest rank: the smallest value that at least `percent` of all does not exceed. In whole numbers, because 0.95 · n
/// in floating point may lie just above the rank that is meant.
double percentile(const Measured &sorted, std::int64_t n, std::int64_t percent)
{
    const std::int64_t rank = std::max<std::int64_t>(1, (percent * n + 99) / 100);
    std::int64_t seen = 0;
    for (const Weighted &one : sorted) {
        seen += one.count;
        if (seen >= rank) {
            return one.value;
        }
    }
    return sorted.empty() ? nan : sorted.back().value;
}

double meanOf(const Measured &measured, std::int64_t n)
{
    double sum = 0;
    for (const Weighted &one : measured) {
        sum += one.value * static_cast<double>(one.count);
    }
    return sum / static_cast<double>(n);
}

double deviationOf(const Measured &measured, std::int64_t n, double mean)
{
    // Around the mean, because the sum of squares alone loses everything when the values lie close together.
    double squares = 0;
    for (const Weighted &one : measured) {
        squares += (one.value - mean) * (one.value - mean) * static_cast<double>(one.count);
    }
    return std::sqrt(squares / static_cast<double>(n - 1));
}

double pooledDeviation(const Summary &a, const Summary &b)
{
    const auto freedomA = static_cast<double>(a.n - 1);
    const auto freedomB = static_cast<double>(b.n - 1);
    return std::sqrt((freedomA * a.deviation * a.deviation + freedomB * b.deviation * b.deviation)
                     / (freedomA + freedomB));
}

void bootstrap(Comparison &comparison, const Measured &before, const Measured &after, const ComparisonOptions &options)
{
    Resampler first(before, options.seed);
    // Another stream, or two equal sides would be resampled alike and never differ.
    Resampler second(after, ~options.seed);
    std::vector<double> differences(static_cast<std::size_t>(options.resamples));
    for (double &difference : differences) {
        difference = second.mean() - first.mean();
    }
    std::ranges::sort(differences);
    const auto at = [&differences](double p) {
        const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(differences.size())));
        return differences[std::clamp<std::size_t>(rank, 1, differences.size()) - 1];
    };
    comparison.low = at(0.025);
    comparison.high = at(0.975);
}

} // namespace

Summary summaryOf(const Measured &measured)
{
    Measured sorted = measured;
    std::ranges::sort(sorted, {}, &Weighted::value);
    Summary summary;
    for (const Weighted &one : sorted) {
        summary.n += one.count;
    }
    if (summary.n < 1) {
        return {.n = 0, .mean = nan, .deviation = nan, .p50 = nan, .p95 = nan, .p99 = nan};
    }
    summary.mean = meanOf(sorted, summary.n);
    summary.deviation = summary.n < 2 ? nan : deviationOf(sorted, summary.n, summary.mean);
    summary.p50 = percentile(sorted, summary.n, 50);
    summary.p95 = percentile(sorted, summary.n, 95);
    summary.p99 = percentile(sorted, summary.n, 99);
    return summary;
}

Comparison compare(const Measured &before, const Measured &after, const ComparisonOptions &options)
{
    Comparison comparison{.before = summaryOf(before),
                          .after = summaryOf(after),
                          .reductionPercent = nan,
                          .difference = nan,
                          .low = nan,
                          .high = nan,
                          .cohensD = nan,
                          .seed = options.seed,
                          .resamples = options.resamples};
    const Summary &b = comparison.before;
    const Summary &a = comparison.after;
    if (b.n < 1 || a.n < 1) {
        return comparison;
    }
    comparison.difference = a.mean - b.mean;
    if (b.mean != 0) {
        comparison.reductionPercent = (b.mean - a.mean) / b.mean * 100;
    }
    if (b.n < 2 || a.n < 2) {
        return comparison;
    }
    if (const double pooled = pooledDeviation(b, a); pooled > 0) {
        comparison.cohensD = comparison.difference / pooled;
    } else if (comparison.difference == 0) {
        comparison.cohensD = 0;
    }
    if (options.resamples > 0) {
        bootstrap(comparison, before, after, options);
    }
    return comparison;
}

QString effectWord(double cohensD)
{
    const double amount = std::abs(cohensD);
    if (std::isnan(amount)) {
        return {};
    }
    if (amount < 0.2) {
        return u"negligible"_s;
    }
    if (amount < 0.5) {
        return u"small"_s;
    }
    return amount < 0.8 ? u"medium"_s : u"large"_s;
}

Measured measuredFrom(std::span<const Bucket> buckets, int perBucket)
{
    Measured measured;
    double lower = 0;
    double below = 0;
    for (const Bucket &bucket : buckets) {
        // What is not a number, or shrinks, is a histogram that was reset in the middle: nothing can be said of it.
        const bool sane = std::isfinite(bucket.cumulative) && bucket.cumulative >= below;
        const std::int64_t count = sane ? std::llround(bucket.cumulative - below) : 0;
        const double upper = std::isfinite(bucket.upper) ? bucket.upper : lower;
        const double from = std::min(lower, upper);
        const auto parts = std::min<std::int64_t>(count, std::max(1, perBucket));
        for (std::int64_t i = 0; i < parts; ++i) {
            const double value = from + (upper - from) * (static_cast<double>(i) + 0.5) / static_cast<double>(parts);
            measured.push_back({value, count * (i + 1) / parts - count * i / parts});
        }
        lower = upper;
        below = sane ? bucket.cumulative : below;
    }
    return measured;
}

} // namespace readyroom::drills
