// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/measures.h"

#include "app/async/pool.h"
#include "app/async/sleep.h"
#include "app/runner/buckets.h"

#include <algorithm>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::Activity;
using drills::Comparison;
using drills::Measured;
using drills::Step;
using drills::StepPhase;

namespace {

/// What was measured in one window.
struct Reading {
    Measured values;
    std::optional<double> throughput; ///< a second
};

bool isAct(const Step &step)
{
    return step.phase == StepPhase::Method && step.activity && step.activity->type == Activity::Type::Action
        && step.startedAt;
}

/// Each request in the window, at the resolution of the buckets.
QCoro::Task<Result<Measured>> histogramValues(QuerySource &queries, MeasureSubject subject, Timestamp from,
                                              Timestamp to, std::stop_token stop)
{
    const Result<QString> selector = narrowedSelector(subject.measure.histogram, subject.subject);
    if (!selector) {
        co_return std::unexpected(selector.error());
    }
    const QString expr = u"sum by (le) (increase(%1[%2]))"_s.arg(*selector, promqlDuration(to - from));
    const Result<promql::QueryResult> answer = co_await queries.instant(expr, to, stop);
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    co_return drills::measuredFrom(bucketsOf(vectorOf(*answer)));
}

/// Each value of the expression in the window.
QCoro::Task<Result<Measured>> expressionValues(QuerySource &queries, MeasureSubject subject, Timestamp from,
                                               Timestamp to, std::stop_token stop)
{
    const Result<QString> expr = narrowedTo(subject.measure.values, subject.subject);
    if (!expr) {
        co_return std::unexpected(expr.error());
    }
    // Each value is as old as a sample may be: only after one interval it surely is of this window.
    const std::int64_t values = (to - from) / subject.every;
    if (values == 0) {
        co_return Measured{};
    }
    const Result<promql::QueryResult> answer =
        co_await queries.range(*expr, to - (values - 1) * subject.every, to, subject.every, stop);
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    Measured measured;
    for (const double value : finiteValues(*answer)) {
        measured.push_back({.value = value, .count = 1});
    }
    co_return measured;
}

QCoro::Task<Result<Reading>> readWindow(QuerySource &queries, MeasureSubject subject, Timestamp from, Timestamp to,
                                        std::stop_token stop)
{
    if (to <= from) {
        co_return Reading{};
    }
    const auto ask = subject.measure.histogram.isEmpty() ? &expressionValues : &histogramValues;
    Result<Measured> values = co_await ask(queries, subject, from, to, stop);
    if (!values) {
        co_return std::unexpected(values.error());
    }
    const QString rate = subject.measure.throughput.isEmpty() ? u"service:request_rate"_s : subject.measure.throughput;
    const QString mean =
        u"avg_over_time((%1)[%2:%3])"_s.arg(rate, promqlDuration(to - from), promqlDuration(subject.every));
    const Result<std::optional<double>> throughput = co_await totalOf(queries, mean, subject.subject, to, stop);
    if (!throughput) {
        co_return std::unexpected(throughput.error());
    }
    co_return Reading{*std::move(values), *throughput};
}

Comparison comparisonOf(const Reading &before, const Reading &after)
{
    Comparison comparison = drills::compare(before.values, after.values);
    comparison.throughputBefore = before.throughput;
    comparison.throughputAfter = after.throughput;
    if (before.throughput && after.throughput && *before.throughput > 0) {
        comparison.throughputRatio = *after.throughput / *before.throughput;
    }
    return comparison;
}

} // namespace

std::optional<Windows> windowsOf(const drills::Run &run, Timestamp now)
{
    if (!run.experiment.measure) {
        return std::nullopt;
    }
    std::optional<Timestamp> first;
    std::optional<Timestamp> last;
    Timestamp end = now;
    for (const Step &step : run.steps) {
        if (isAct(step)) {
            first = std::min(first.value_or(*step.startedAt), *step.startedAt);
            last = std::max(last.value_or(*step.startedAt), *step.startedAt);
        } else if (step.phase == StepPhase::Rollback && step.startedAt) {
            end = std::min(end, *step.startedAt);
        }
    }
    if (!first) {
        return std::nullopt;
    }
    const Duration window = run.experiment.measure->window;
    return Windows{.beforeFrom = *first - window,
                   .beforeTo = *first,
                   .afterFrom = *last,
                   .afterTo = std::max(*last, std::min(end, *last + window))};
}

MeasureSubject measureSubject(const drills::Run &run, const fleet::Fleet &fleet)
{
    MeasureSubject subject{.measure = run.experiment.measure.value_or(drills::Measure{})};
    const auto service = std::ranges::find(fleet.services, run.service, &fleet::Service::name);
    if (service == fleet.services.end()) {
        return subject;
    }
    subject.subject =
        rules::ServiceKey{.environment = service->environment.toUtf8(), .service = service->name.toUtf8()};
    const auto metrics = std::ranges::find(service->endpoints, fleet::EndpointKind::Metrics, &fleet::Endpoint::kind);
    if (metrics != service->endpoints.end()) {
        subject.every = metrics->every;
    }
    return subject;
}

QCoro::Task<Result<Comparison>> compared(QuerySource &queries, QThreadPool &pool, MeasureSubject subject,
                                         Windows windows, std::stop_token stop)
{
    const Result<Reading> before = co_await readWindow(queries, subject, windows.beforeFrom, windows.beforeTo, stop);
    if (!before) {
        co_return std::unexpected(before.error());
    }
    const Result<Reading> after = co_await readWindow(queries, subject, windows.afterFrom, windows.afterTo, stop);
    if (!after) {
        co_return std::unexpected(after.error());
    }
    co_return co_await async::runOnPool(pool,
                                        [before = *before, after = *after] { return comparisonOf(before, after); });
}

QCoro::Task<Result<Comparison>> comparedAtLast(QuerySource &queries, QThreadPool &pool, MeasureSubject subject,
                                               drills::Run run, std::shared_ptr<const TimeSource> time,
                                               std::stop_token stop)
{
    // An increase needs two samples, and a sample is there a moment after its time.
    const Duration patience = 2 * subject.every + std::min(subject.every, Duration{1000});
    constexpr Duration pause{500};
    const MonotonicTime until = time->monotonic() + patience;
    while (true) {
        const std::optional<Windows> windows = windowsOf(run, time->now());
        if (!windows) {
            co_return failure(Error::Kind::Unsupported, u"Nothing was done that could be compared."_s);
        }
        Result<Comparison> comparison = co_await compared(queries, pool, subject, *windows, stop);
        if (!comparison || comparison->after.n > 0 || time->monotonic() >= until) {
            co_return comparison;
        }
        if (!co_await async::sleepFor(pause, stop)) {
            co_return comparison;
        }
    }
}

} // namespace readyroom::runner
