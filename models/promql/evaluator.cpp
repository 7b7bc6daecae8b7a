// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/evaluator.h"

#include "models/promql/aggregation.h"
#include "models/promql/binary.h"
#include "models/promql/calls.h"
#include "models/promql/chain.h"
#include "models/promql/number.h"

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

const series::Selection emptySelection;

} // namespace

Evaluator::Evaluator(const Expr &root, const Steps &steps, const series::Snapshot &snapshot,
                     const EvaluationLimits &limits)
    : m_snapshot(snapshot)
    , m_limits(limits)
    , m_budget(limits)
{
    forEachSelector(root, steps,
                    [this](const SelectorUse &use) { m_selections.emplace(use.expr, m_selections.size()); });
}

const series::Selection &Evaluator::selection(const Expr &selector) const
{
    const auto it = m_selections.find(&selector);
    return it != m_selections.end() && it->second < m_snapshot.size() ? m_snapshot[it->second] : emptySelection;
}

void Evaluator::warn(const QString &warning)
{
    if (!m_warnings.contains(warning)) {
        m_warnings.append(warning);
    }
}

Result<StepValue> Evaluator::evaluate(const Expr &expr, const Steps &steps)
{
    const std::size_t before = m_budget.held();
    Result<StepValue> value = dispatch(expr, steps);
    m_budget.restore(before);
    if (value) {
        if (Result<void> held = m_budget.hold(value->cells()); !held) {
            return std::unexpected(std::move(held).error());
        }
    }
    return value;
}

Result<StepValue> Evaluator::dispatch(const Expr &expr, const Steps &steps)
{
    if (Result<void> ok = m_budget.work(steps.count); !ok) {
        return std::unexpected(std::move(ok).error());
    }
    if (const auto *number = expr.as<NumberLiteral>()) {
        if (Result<void> ok = m_budget.hold(steps.count); !ok) {
            return std::unexpected(std::move(ok).error());
        }
        return StepValue{.type = ValueType::Scalar, .scalar = Column(steps.count, number->value)};
    }
    if (const auto *string = expr.as<StringLiteral>()) {
        return StepValue{.type = ValueType::String, .string = string->value};
    }
    if (expr.as<VectorSelector>() != nullptr) {
        return mapped(select(expr, steps, false), [](std::vector<StepSeries> series) {
            return StepValue{.type = ValueType::Vector, .series = std::move(series)};
        });
    }
    if (const auto *paren = expr.as<Paren>()) {
        return evaluate(*paren->expr, steps);
    }
    if (const auto *unary = expr.as<Unary>()) {
        return evaluateUnary(*this, expr, *unary, steps);
    }
    if (const auto *binary = expr.as<Binary>()) {
        return evaluateBinary(*this, expr, *binary, steps);
    }
    if (const auto *aggregation = expr.as<Aggregation>()) {
        return evaluateAggregation(*this, expr, *aggregation, steps);
    }
    if (const auto *call = expr.as<Call>()) {
        return evaluateCall(*this, expr, *call, steps);
    }
    return evaluationError(expr, u"A range vector cannot be used here."_s);
}

Result<Column> Evaluator::scalar(const Expr &expr, const Steps &steps)
{
    return mapped(evaluate(expr, steps), [](StepValue value) { return std::move(value.scalar); });
}

Result<std::vector<StepSeries>> Evaluator::vector(const Expr &expr, const Steps &steps)
{
    return mapped(evaluate(expr, steps), [](StepValue value) { return std::move(value.series); });
}

Result<std::vector<StepSeries>> Evaluator::select(const Expr &expr, const Steps &steps, bool timestamps)
{
    const auto &selector = *expr.as<VectorSelector>();
    const Shift shift(selector.offset, selector.at, steps);
    const std::int64_t lookback = m_limits.lookback.count();
    std::vector<StepSeries> out;
    std::vector<series::Sample> samples;
    if (steps.count == 0) {
        return out;
    }
    for (const series::SelectedSeries &series : selection(expr)) {
        samples.clear();
        series.read(shift.apply(steps.start) - lookback + 1, shift.apply(steps.last()), samples);
        if (Result<void> ok = m_budget.work(samples.size() + steps.count); !ok) {
            return std::unexpected(std::move(ok).error());
        }
        if (samples.empty()) {
            continue;
        }
        Column values(steps.count, absentValue);
        std::size_t next = 0;
        bool any = false;
        for (std::size_t i = 0; i < steps.count; ++i) {
            const std::int64_t t = shift.apply(steps.at(i));
            while (next < samples.size() && samples[next].t <= t) {
                ++next;
            }
            // The window is open on the left; a stale marker ends the series at once.
            if (next > 0 && samples[next - 1].t > t - lookback && !series::isStale(samples[next - 1].v)) {
                values[i] = timestamps ? static_cast<double>(samples[next - 1].t) / 1000.0 : samples[next - 1].v;
                any = true;
            }
        }
        if (any) {
            if (Result<void> ok = m_budget.hold(steps.count); !ok) {
                return std::unexpected(std::move(ok).error());
            }
            out.push_back({series.labels, std::move(values)});
        }
    }
    return out;
}

WindowFrame Evaluator::windowFrame(const Expr &expr, const Steps &steps)
{
    const Expr &inner = unwrapParens(expr);
    if (const auto *subquery = inner.as<Subquery>()) {
        return {subquery->range, Shift(subquery->offset, subquery->at, steps)};
    }
    const auto *range = inner.as<MatrixSelector>();
    Q_ASSERT(range != nullptr);
    const auto *selector = range->vector->as<VectorSelector>();
    return {range->range, Shift(selector->offset, selector->at, steps)};
}

Result<void> Evaluator::forEachRange(const Expr &expr, const Steps &steps, const RangeVisitor &visit)
{
    const Expr &inner = unwrapParens(expr);
    if (steps.count == 0) {
        return {};
    }
    if (const auto *subquery = inner.as<Subquery>()) {
        return forEachSubqueryRange(*subquery, steps, visit);
    }
    const auto &range = *inner.as<MatrixSelector>();
    const WindowFrame frame = windowFrame(inner, steps);
    std::vector<series::Sample> samples;
    for (const series::SelectedSeries &series : selection(*range.vector)) {
        samples.clear();
        series.read(frame.shift.apply(steps.start) - frame.range.count() + 1, frame.shift.apply(steps.last()), samples);
        std::erase_if(samples, [](const series::Sample &s) { return series::isStale(s.v); });
        const std::size_t before = m_budget.held();
        Result<void> ok = m_budget.workAndHold(samples.size());
        if (!ok) {
            return ok;
        }
        m_budget.restore(before);
        if (samples.empty()) {
            continue;
        }
        if (Result<void> visited = visit(series.labels, samples); !visited) {
            return visited;
        }
    }
    return {};
}

Result<void> Evaluator::forEachSubqueryRange(const Subquery &subquery, const Steps &steps, const RangeVisitor &visit)
{
    const Steps inner = subquerySteps(subquery, steps);
    if (inner.count > m_limits.maxSamples) {
        return m_budget.hold(inner.count);
    }
    Result<std::vector<StepSeries>> evaluated = vector(*subquery.expr, inner);
    if (!evaluated) {
        return std::unexpected(std::move(evaluated).error());
    }
    std::vector<series::Sample> samples;
    for (const StepSeries &series : *evaluated) {
        samples.clear();
        for (std::size_t i = 0; i < inner.count; ++i) {
            if (isPresent(series.values[i])) {
                samples.push_back({inner.at(i), series.values[i]});
            }
        }
        if (Result<void> ok = m_budget.work(inner.count); !ok) {
            return ok;
        }
        if (Result<void> visited = visit(series.labels, samples); !visited) {
            return visited;
        }
    }
    return {};
}

std::unexpected<Error> evaluationError(const Expr &expr, QString message)
{
    const Position p = expr.position();
    return std::unexpected(Error{Error::Kind::Parse, std::move(message), {}, SourcePosition{{}, p.line, p.column}});
}

std::unexpected<Error> sameLabelsetError(const Expr &expr)
{
    return evaluationError(expr, u"A vector cannot contain metrics with the same labelset."_s);
}

Result<StepValue> withUniqueLabels(const Expr &expr, std::vector<StepSeries> series)
{
    if (!uniteEqualLabels(series)) {
        return sameLabelsetError(expr);
    }
    return StepValue{.type = ValueType::Vector, .series = std::move(series)};
}

Result<StepValue> withoutNames(const Expr &expr, std::vector<StepSeries> series)
{
    if (!dropMetricNames(series)) {
        return sameLabelsetError(expr);
    }
    return StepValue{.type = ValueType::Vector, .series = std::move(series)};
}

void warnOnQuantiles(Evaluator &evaluator, const Column &quantiles)
{
    for (const double q : quantiles) {
        if (!(q >= 0.0 && q <= 1.0)) {
            evaluator.warn(
                u"A quantile should be between 0 and 1, but it is %1."_s.arg(QString::fromLatin1(formatFloat(q))));
        }
    }
}

} // namespace readyroom::promql
