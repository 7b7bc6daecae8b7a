// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/measurecourse.h"

#include "app/runner/buckets.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::MeasureCourse;

namespace {

constexpr std::int64_t mostMoments = 400;

/// An answer by moments instead of by series.
std::map<std::int64_t, promql::Vector> byMoment(const promql::QueryResult &answer)
{
    std::map<std::int64_t, promql::Vector> moments;
    if (const auto *const matrix = std::get_if<promql::Matrix>(&answer.value)) {
        for (const promql::MatrixSeries &series : *matrix) {
            for (const series::Sample &sample : series.samples) {
                moments[sample.t].push_back({.labels = series.labels, .t = sample.t, .v = sample.v});
            }
        }
    }
    return moments;
}

double meanOfBuckets(const promql::Vector &vector)
{
    return drills::summaryOf(drills::measuredFrom(bucketsOf(vector), 1)).mean;
}

double meanOfValues(const promql::Vector &vector)
{
    drills::Measured measured;
    for (const promql::VectorSample &sample : vector) {
        if (std::isfinite(sample.v)) {
            measured.push_back({.value = sample.v, .count = 1});
        }
    }
    return drills::summaryOf(measured).mean;
}

Result<QString> expressionOf(const MeasureSubject &subject)
{
    if (subject.measure.histogram.isEmpty()) {
        return narrowedTo(subject.measure.values, subject.subject);
    }
    const Result<QString> selector = narrowedSelector(subject.measure.histogram, subject.subject);
    if (!selector) {
        return std::unexpected(selector.error());
    }
    return u"sum by (le) (increase(%1[%2]))"_s.arg(*selector, promqlDuration(3 * subject.every));
}

} // namespace

QCoro::Task<Result<MeasureCourse>> courseOf(QuerySource &queries, MeasureSubject subject, Windows windows,
                                            std::stop_token stop)
{
    const Result<QString> expr = expressionOf(subject);
    if (!expr) {
        co_return std::unexpected(expr.error());
    }
    const Duration length = windows.afterTo - windows.beforeFrom;
    const Duration step = std::max(subject.every, length / mostMoments);
    const std::int64_t steps = length / step;
    const Timestamp from = windows.afterTo - steps * step;
    const Result<promql::QueryResult> answer = co_await queries.range(*expr, from, windows.afterTo, step, stop);
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    const auto mean = subject.measure.histogram.isEmpty() ? &meanOfValues : &meanOfBuckets;
    const std::map<std::int64_t, promql::Vector> moments = byMoment(*answer);
    MeasureCourse course{.windows = windows};
    for (std::int64_t i = 0; i <= steps; ++i) {
        const std::int64_t at = toMillis(from + i * step);
        const auto there = moments.find(at);
        course.samples.push_back(
            {at, there != moments.end() ? mean(there->second) : std::numeric_limits<double>::quiet_NaN()});
    }
    co_return course;
}

} // namespace readyroom::runner
