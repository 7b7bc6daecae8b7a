// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/chain.h"
#include "models/promql/evaluator.h"
#include "models/promql/functions.h"
#include "models/promql/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace readyroom::promql {

namespace {

Result<StepValue> time(Evaluator &, const Expr &, const Call &, const Steps &steps)
{
    StepValue out{.type = ValueType::Scalar, .scalar = Column(steps.count)};
    for (std::size_t i = 0; i < steps.count; ++i) {
        out.scalar[i] = static_cast<double>(steps.at(i)) / 1000.0;
    }
    return out;
}

Result<StepValue> pi(Evaluator &, const Expr &, const Call &, const Steps &steps)
{
    return StepValue{.type = ValueType::Scalar, .scalar = Column(steps.count, std::numbers::pi)};
}

Result<StepValue> vector(Evaluator &evaluator, const Expr &, const Call &call, const Steps &steps)
{
    return mapped(evaluator.scalar(*call.arguments[0], steps), [](Column values) {
        StepValue out{.type = ValueType::Vector};
        if (!values.empty()) {
            out.series.push_back({{}, std::move(values)});
        }
        return out;
    });
}

/// The value of the only element, NaN when there is none or more than one.
Result<StepValue> scalar(Evaluator &evaluator, const Expr &, const Call &call, const Steps &steps)
{
    return mapped(evaluator.vector(*call.arguments[0], steps), [&](const std::vector<StepSeries> &series) {
        StepValue out{.type = ValueType::Scalar, .scalar = Column(steps.count)};
        for (std::size_t i = 0; i < steps.count; ++i) {
            std::size_t found = 0;
            for (const StepSeries &s : series) {
                if (isPresent(s.values[i])) {
                    out.scalar[i] = s.values[i];
                    ++found;
                }
            }
            if (found != 1) {
                out.scalar[i] = std::numeric_limits<double>::quiet_NaN();
            }
        }
        return out;
    });
}

/// What a selector demands by equality; a label that two matchers speak of is left out.
series::Labels labelsOfAbsence(const Expr &expr)
{
    const Expr &inner = unwrapParens(expr);
    const auto *range = inner.as<MatrixSelector>();
    const auto *selector = range != nullptr ? range->vector->as<VectorSelector>() : inner.as<VectorSelector>();
    series::Labels out;
    if (selector == nullptr) {
        return out;
    }
    for (const series::Matcher &m : selector->matchers) {
        const auto others = std::ranges::count(selector->matchers, m.name(), &series::Matcher::name);
        if (m.type() == series::Matcher::Type::Equal && m.name() != series::metricNameLabel && others == 1) {
            out.set(m.name(), m.value());
        }
    }
    return out;
}

/// One element with the value 1 wherever `present` says false.
StepValue absence(const Expr &expr, const std::vector<char> &present)
{
    StepValue out{.type = ValueType::Vector};
    Column values(present.size(), absentValue);
    for (std::size_t i = 0; i < present.size(); ++i) {
        values[i] = present[i] != 0 ? absentValue : 1.0;
    }
    if (hasValue(values)) {
        out.series.push_back({labelsOfAbsence(expr), std::move(values)});
    }
    return out;
}

Result<StepValue> absent(Evaluator &evaluator, const Expr &, const Call &call, const Steps &steps)
{
    const Expr &argument = *call.arguments[0];
    return mapped(evaluator.vector(argument, steps), [&](const std::vector<StepSeries> &series) {
        std::vector<char> present(steps.count, 0);
        for (const StepSeries &s : series) {
            for (std::size_t i = 0; i < steps.count; ++i) {
                present[i] |= isPresent(s.values[i]) ? 1 : 0;
            }
        }
        return absence(argument, present);
    });
}

Result<StepValue> absentOverTime(Evaluator &evaluator, const Expr &, const Call &call, const Steps &steps)
{
    const Expr &argument = *call.arguments[0];
    const WindowFrame frame = Evaluator::windowFrame(argument, steps);
    std::vector<char> present(steps.count, 0);
    const auto visit = [&](const series::Labels &, std::span<const series::Sample> samples) -> Result<void> {
        std::size_t next = 0;
        for (std::size_t i = 0; i < steps.count; ++i) {
            const std::int64_t end = frame.shift.apply(steps.at(i));
            while (next < samples.size() && samples[next].t <= end) {
                ++next;
            }
            present[i] |= next > 0 && samples[next - 1].t > end - frame.range.count() ? 1 : 0;
        }
        return evaluator.budget().work(steps.count);
    };
    if (Result<void> ok = evaluator.forEachRange(argument, steps, visit); !ok) {
        return std::unexpected(std::move(ok).error());
    }
    return absence(argument, present);
}

Result<StepValue> timestamp(Evaluator &evaluator, const Expr &expr, const Call &call, const Steps &steps)
{
    const Expr &argument = unwrapParens(*call.arguments[0]);
    if (argument.as<VectorSelector>() != nullptr) {
        return chained(evaluator.select(argument, steps, true),
                       [&](std::vector<StepSeries> series) { return withoutNames(expr, std::move(series)); });
    }
    return chained(evaluator.vector(argument, steps), [&](std::vector<StepSeries> series) {
        for (StepSeries &s : series) {
            for (std::size_t i = 0; i < steps.count; ++i) {
                s.values[i] = isPresent(s.values[i]) ? static_cast<double>(steps.at(i)) / 1000.0 : absentValue;
            }
        }
        return withoutNames(expr, std::move(series));
    });
}

/// Orders the elements of an instant query; over a range there is no order to keep.
template<bool Descending>
Result<StepValue> sort(Evaluator &evaluator, const Expr &, const Call &call, const Steps &steps)
{
    Result<StepValue> value = evaluator.evaluate(*call.arguments[0], steps);
    if (!value || steps.count != 1) {
        return value;
    }
    std::vector<std::size_t> order(value->series.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        const double x = value->series[a].values[0];
        const double y = value->series[b].values[0];
        return ranksBefore(x, y, Descending) || (!ranksBefore(y, x, Descending) && a < b);
    });
    std::vector<StepSeries> sorted;
    sorted.reserve(order.size());
    for (const std::size_t i : order) {
        sorted.push_back(std::move(value->series[i]));
    }
    value->series = std::move(sorted);
    return value;
}

Function entry(QByteArrayView name, std::vector<ValueType> arguments, ValueType returns, CallFunction implementation)
{
    const std::size_t required = arguments.size();
    return {.name = name,
            .arguments = std::move(arguments),
            .required = required,
            .returns = returns,
            .implementation = implementation};
}

} // namespace

std::vector<Function> vectorFunctions()
{
    constexpr auto V = ValueType::Vector;
    constexpr auto S = ValueType::Scalar;
    constexpr auto M = ValueType::Matrix;
    return {entry("time", {}, S, time),
            entry("pi", {}, S, pi),
            entry("vector", {S}, V, vector),
            entry("scalar", {V}, S, scalar),
            entry("absent", {V}, V, absent),
            entry("absent_over_time", {M}, V, absentOverTime),
            entry("timestamp", {V}, V, timestamp),
            entry("sort", {V}, V, sort<false>),
            entry("sort_desc", {V}, V, sort<true>)};
}

} // namespace readyroom::promql
