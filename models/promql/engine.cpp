// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/engine.h"

#include "models/promql/chain.h"
#include "models/promql/evaluator.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

Matrix toMatrix(StepValue value, const Steps &steps)
{
    if (value.type == ValueType::Scalar) {
        value.series.push_back({{}, std::move(value.scalar)});
    }
    Matrix out;
    out.reserve(value.series.size());
    for (StepSeries &s : value.series) {
        MatrixSeries series{std::move(s.labels), {}};
        for (std::size_t i = 0; i < steps.count; ++i) {
            if (isPresent(s.values[i])) {
                series.samples.push_back({steps.at(i), s.values[i]});
            }
        }
        Column().swap(s.values);
        out.push_back(std::move(series));
    }
    std::ranges::sort(out, {}, &MatrixSeries::labels);
    return out;
}

Value toInstant(StepValue value, std::int64_t t)
{
    switch (value.type) {
    case ValueType::Scalar:
        return Scalar{t, value.scalar.front()};
    case ValueType::String:
        return String{t, std::move(value.string)};
    default:
        break;
    }
    Vector out;
    out.reserve(value.series.size());
    for (StepSeries &s : value.series) {
        out.push_back({std::move(s.labels), t, s.values.front()});
    }
    return out;
}

/// The samples inside the one window of a range vector.
Result<Value> rangeVector(Evaluator &evaluator, const Expr &expr, const Steps &steps)
{
    const WindowFrame frame = Evaluator::windowFrame(expr, steps);
    const std::int64_t end = frame.shift.apply(steps.start);
    const std::int64_t open = end - frame.range.count();
    Matrix out;
    const auto visit = [&](const series::Labels &labels, std::span<const series::Sample> samples) {
        MatrixSeries series{labels, {}};
        std::ranges::copy_if(samples, std::back_inserter(series.samples),
                             [&](const series::Sample &s) { return s.t > open && s.t <= end; });
        const std::size_t count = series.samples.size();
        if (count > 0) {
            out.push_back(std::move(series));
        }
        return evaluator.budget().hold(count);
    };
    if (Result<void> ok = evaluator.forEachRange(expr, steps, visit); !ok) {
        return std::unexpected(std::move(ok).error());
    }
    std::ranges::sort(out, {}, &MatrixSeries::labels);
    return out;
}

Result<void> check(const Expr &expr, const EvaluationTime &time, const EvaluationLimits &limits)
{
    if (time.step.count() < 0 || time.end < time.start) {
        return failure(Error::Kind::Config,
                       u"A range query needs a positive step and an end that is not before its start."_s);
    }
    if (time.steps() > limits.maxPoints) {
        return failure(Error::Kind::Limit,
                       u"The query asks for %1 points per series, more than the %2 allowed; use a longer step."_s.arg(
                           QString::number(time.steps()), QString::number(limits.maxPoints)));
    }
    const bool hasSteps = expr.type() == ValueType::Scalar || expr.type() == ValueType::Vector;
    if (!time.isInstant() && !hasSteps) {
        return evaluationError(
            expr, u"A range query needs a scalar or an instant vector, but this is a %1."_s.arg(typeName(expr.type())));
    }
    return {};
}

} // namespace

std::vector<series::SelectRequest> selections(const Expr &expr, const EvaluationTime &time, Duration lookback)
{
    std::vector<series::SelectRequest> out;
    forEachSelector(expr, Steps::of(time), [&](const SelectorUse &use) {
        const Shift shift(use.selector->offset, use.selector->at, use.steps);
        const Duration window = use.range != nullptr ? use.range->range : lookback;
        const bool empty = use.steps.count == 0;
        // The window is open on the left, so its first millisecond is not read.
        out.push_back({.matchers = use.selector->matchers,
                       .from = shift.apply(use.steps.start) - (empty ? 0 : window.count() - 1),
                       .to = empty ? shift.apply(use.steps.start) - 1 : shift.apply(use.steps.last())});
    });
    return out;
}

Result<QueryResult> evaluate(const Expr &expr, const EvaluationTime &time, const series::Snapshot &snapshot,
                             const EvaluationLimits &limits)
{
    if (Result<void> ok = check(expr, time, limits); !ok) {
        return std::unexpected(std::move(ok).error());
    }
    const Steps steps = Steps::of(time);
    Evaluator evaluator(expr, steps, snapshot, limits);
    if (expr.type() == ValueType::Matrix) {
        return mapped(rangeVector(evaluator, expr, steps),
                      [&](Value value) { return QueryResult{std::move(value), evaluator.takeWarnings()}; });
    }
    return mapped(evaluator.evaluate(expr, steps), [&](StepValue value) {
        Value out =
            time.isInstant() ? toInstant(std::move(value), steps.start) : Value(toMatrix(std::move(value), steps));
        return QueryResult{std::move(out), evaluator.takeWarnings()};
    });
}

} // namespace readyroom::promql
