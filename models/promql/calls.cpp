// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/calls.h"

#include "models/promql/functions.h"

namespace readyroom::promql {

namespace {

/// The scalar arguments of a call over all steps.
class Parameters final {
public:
    [[nodiscard]] static Result<Parameters> of(Evaluator &evaluator, const Call &call, const Steps &steps)
    {
        Parameters out;
        for (const ExprPtr &argument : call.arguments) {
            if (argument->type() != ValueType::Scalar) {
                continue;
            }
            Result<Column> column = evaluator.scalar(*argument, steps);
            if (!column) {
                return std::unexpected(std::move(column).error());
            }
            out.m_columns.push_back(std::move(*column));
        }
        out.m_row.resize(out.m_columns.size());
        return out;
    }

    [[nodiscard]] std::span<const double> at(std::size_t step)
    {
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            m_row[i] = m_columns[i][step];
        }
        return m_row;
    }

    [[nodiscard]] const std::vector<Column> &columns() const { return m_columns; }

private:
    std::vector<Column> m_columns;
    std::vector<double> m_row;
};

Result<Column> slide(Evaluator &evaluator, WindowFunction function, const WindowFrame &frame, const Steps &steps,
                     std::span<const series::Sample> samples, Parameters &parameters)
{
    Column values(steps.count, absentValue);
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t seen = 0;
    for (std::size_t i = 0; i < steps.count; ++i) {
        Window window{
            .samples = {}, .start = 0, .end = frame.shift.apply(steps.at(i)), .now = steps.at(i), .parameters = {}};
        window.start = window.end - frame.range.count();
        while (end < samples.size() && samples[end].t <= window.end) {
            ++end;
        }
        while (begin < end && samples[begin].t <= window.start) {
            ++begin;
        }
        if (begin == end) {
            continue;
        }
        window.samples = samples.subspan(begin, end - begin);
        window.parameters = parameters.at(i);
        if (const std::optional<double> value = function(window)) {
            values[i] = *value;
        }
        seen += window.samples.size();
        if (seen > 65'536) {
            if (Result<void> ok = evaluator.budget().work(std::exchange(seen, 0)); !ok) {
                return std::unexpected(std::move(ok).error());
            }
        }
    }
    if (Result<void> ok = evaluator.budget().work(seen + steps.count); !ok) {
        return std::unexpected(std::move(ok).error());
    }
    return values;
}

Result<StepValue> callWindow(Evaluator &evaluator, const Expr &expr, const Call &call, WindowFunction function,
                             const Steps &steps)
{
    Result<Parameters> parameters = Parameters::of(evaluator, call, steps);
    if (!parameters) {
        return std::unexpected(std::move(parameters).error());
    }
    if (call.function->takesQuantile) {
        warnOnQuantiles(evaluator, parameters->columns().front());
    }
    const auto argument =
        std::ranges::find(call.arguments, ValueType::Matrix, [](const ExprPtr &a) { return a->type(); });
    const WindowFrame frame = Evaluator::windowFrame(**argument, steps);
    std::vector<StepSeries> out;
    const auto visit = [&](const series::Labels &labels, std::span<const series::Sample> samples) -> Result<void> {
        Result<Column> values = slide(evaluator, function, frame, steps, samples, *parameters);
        if (!values) {
            return std::unexpected(std::move(values).error());
        }
        if (hasValue(*values)) {
            out.push_back({labels, std::move(*values)});
            return evaluator.budget().hold(steps.count);
        }
        return {};
    };
    if (Result<void> ok = evaluator.forEachRange(**argument, steps, visit); !ok) {
        return std::unexpected(std::move(ok).error());
    }
    return call.function->keepsName ? withUniqueLabels(expr, std::move(out)) : withoutNames(expr, std::move(out));
}

Result<std::vector<StepSeries>> vectorArgument(Evaluator &evaluator, const Call &call, const Steps &steps)
{
    if (call.arguments.empty() && call.function->defaultsToTime) {
        StepSeries time{{}, Column(steps.count)};
        for (std::size_t i = 0; i < steps.count; ++i) {
            time.values[i] = static_cast<double>(steps.at(i)) / 1000.0;
        }
        return std::vector<StepSeries>{std::move(time)};
    }
    return evaluator.vector(*call.arguments.front(), steps);
}

Result<StepValue> callElement(Evaluator &evaluator, const Expr &expr, const Call &call, ElementFunction function,
                              const Steps &steps)
{
    Result<Parameters> parameters = Parameters::of(evaluator, call, steps);
    if (!parameters) {
        return std::unexpected(std::move(parameters).error());
    }
    Result<std::vector<StepSeries>> vector = vectorArgument(evaluator, call, steps);
    if (!vector) {
        return std::unexpected(std::move(vector).error());
    }
    for (StepSeries &series : *vector) {
        for (std::size_t i = 0; i < steps.count; ++i) {
            if (isPresent(series.values[i])) {
                series.values[i] = function(series.values[i], parameters->at(i));
            }
        }
        if (Result<void> ok = evaluator.budget().work(steps.count); !ok) {
            return std::unexpected(std::move(ok).error());
        }
    }
    std::erase_if(*vector, [](const StepSeries &s) { return !hasValue(s.values); });
    return withoutNames(expr, std::move(*vector));
}

} // namespace

Result<StepValue> evaluateCall(Evaluator &evaluator, const Expr &expr, const Call &call, const Steps &steps)
{
    const auto &implementation = call.function->implementation;
    if (const auto *window = std::get_if<WindowFunction>(&implementation)) {
        return callWindow(evaluator, expr, call, *window, steps);
    }
    if (const auto *element = std::get_if<ElementFunction>(&implementation)) {
        return callElement(evaluator, expr, call, *element, steps);
    }
    return std::get<CallFunction>(implementation)(evaluator, expr, call, steps);
}

} // namespace readyroom::promql
