// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/ast.h"
#include "models/series/sample.h"

#include <QByteArrayView>

#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace readyroom::promql {

class Evaluator;
struct StepValue;
struct Steps;

/// The samples of one series inside one range window, never empty, and what the function may need beside them.
struct Window {
    std::span<const series::Sample> samples;
    std::int64_t start = 0; ///< ms, exclusive
    std::int64_t end = 0; ///< ms, inclusive
    std::int64_t now = 0; ///< ms, the step being evaluated (not moved by offset or @)
    std::span<const double> parameters; ///< the scalar arguments at this step, in order

    [[nodiscard]] double rangeSeconds() const { return static_cast<double>(end - start) / 1000.0; }
};

/// A function of one range vector: one number per series and step, or nothing. Drops the metric name.
using WindowFunction = std::optional<double> (*)(const Window &);
/// A function of one instant vector, element by element. Drops the metric name.
using ElementFunction = double (*)(double value, std::span<const double> parameters);
/// Everything else. Evaluates its own arguments.
using CallFunction = Result<StepValue> (*)(Evaluator &, const Expr &call, const Call &, const Steps &);

/// One entry of the function table; the language grows by adding entries.
struct Function {
    QByteArrayView name;
    std::vector<ValueType> arguments; ///< types of all parameters, optional ones included
    std::size_t required = 0; ///< how many must be given
    bool variadic = false; ///< the last parameter may repeat
    ValueType returns = ValueType::Vector;
    std::variant<WindowFunction, ElementFunction, CallFunction> implementation;
    bool keepsName = false; ///< for window functions: last_over_time keeps the metric name
    bool takesQuantile = false; ///< the first scalar argument is a quantile: warn when it is not one
    bool defaultsToTime = false; ///< without its vector argument it is applied to vector(time())
};

/// Null when there is no such function.
[[nodiscard]] const Function *findFunction(QByteArrayView name);
/// Every function, ordered by name.
[[nodiscard]] const std::vector<Function> &functionTable();

/// The groups the table is made of, one file each.
[[nodiscard]] std::vector<Function> rateFunctions();
[[nodiscard]] std::vector<Function> overTimeFunctions();
[[nodiscard]] std::vector<Function> mathFunctions();
[[nodiscard]] std::vector<Function> vectorFunctions();
[[nodiscard]] std::vector<Function> labelFunctions();
[[nodiscard]] std::vector<Function> dateFunctions();
[[nodiscard]] std::vector<Function> histogramFunctions();

} // namespace readyroom::promql
