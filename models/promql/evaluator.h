// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/budget.h"
#include "models/promql/steps.h"
#include "models/promql/stepvalue.h"

#include <functional>
#include <span>
#include <unordered_map>

namespace readyroom::promql {

/// Where the windows of a range vector lie at a step.
struct WindowFrame {
    Duration range{0};
    Shift shift;
};

/// Evaluates the nodes of one expression over a snapshot. Every node is computed for all steps at once, so that a
/// series is read, matched and grouped once and not once per step.
class Evaluator final {
public:
    Evaluator(const Expr &root, const Steps &steps, const series::Snapshot &snapshot, const EvaluationLimits &limits);

    /// Not for range vectors.
    [[nodiscard]] Result<StepValue> evaluate(const Expr &expr, const Steps &steps);
    [[nodiscard]] Result<Column> scalar(const Expr &expr, const Steps &steps);
    [[nodiscard]] Result<std::vector<StepSeries>> vector(const Expr &expr, const Steps &steps);
    /// The elements of a vector selector; with `timestamps` the times of their samples (s) in place of the values.
    [[nodiscard]] Result<std::vector<StepSeries>> select(const Expr &expr, const Steps &steps, bool timestamps);

    using RangeVisitor = std::function<Result<void>(const series::Labels &, std::span<const series::Sample>)>;
    /// Calls `visit` once per series of a range vector (a range selector or subquery, in parentheses or not) with every
    /// sample that some window of `steps` may need; stale markers are left out.
    [[nodiscard]] Result<void> forEachRange(const Expr &expr, const Steps &steps, const RangeVisitor &visit);
    [[nodiscard]] static WindowFrame windowFrame(const Expr &expr, const Steps &steps);

    [[nodiscard]] Budget &budget() { return m_budget; }
    /// Adds "…" to the warnings of the query, once.
    void warn(const QString &warning);
    [[nodiscard]] QStringList takeWarnings() { return std::move(m_warnings); }

private:
    [[nodiscard]] Result<StepValue> dispatch(const Expr &expr, const Steps &steps);
    [[nodiscard]] Result<void> forEachSubqueryRange(const Subquery &subquery, const Steps &steps,
                                                    const RangeVisitor &visit);
    [[nodiscard]] const series::Selection &selection(const Expr &selector) const;

    const series::Snapshot &m_snapshot;
    const EvaluationLimits &m_limits;
    std::unordered_map<const Expr *, std::size_t> m_selections;
    Budget m_budget;
    QStringList m_warnings;
};

/// An error of the user's expression that shows only when it is evaluated, at the place of `expr`.
[[nodiscard]] std::unexpected<Error> evaluationError(const Expr &expr, QString message);
/// Prometheus' "vector cannot contain metrics with the same labelset".
[[nodiscard]] std::unexpected<Error> sameLabelsetError(const Expr &expr);
/// A vector result, with series of equal labels united or refused.
[[nodiscard]] Result<StepValue> withUniqueLabels(const Expr &expr, std::vector<StepSeries> series);
/// A vector result without metric names, with series of equal labels united or refused.
[[nodiscard]] Result<StepValue> withoutNames(const Expr &expr, std::vector<StepSeries> series);
/// Warns, as Prometheus does, when a quantile is not within 0 and 1.
void warnOnQuantiles(Evaluator &evaluator, const Column &quantiles);

} // namespace readyroom::promql
