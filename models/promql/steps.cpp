// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/steps.h"

namespace readyroom::promql {

Steps Steps::of(const EvaluationTime &time)
{
    return {.start = toMillis(time.start),
            .step = time.isInstant() ? 1 : static_cast<std::int64_t>(time.step.count()),
            .count = time.steps(),
            .queryStart = toMillis(time.start),
            .queryEnd = toMillis(time.end)};
}

Shift::Shift(Duration offset, const std::optional<AtModifier> &at, const Steps &steps)
    : m_offset(offset.count())
{
    if (!at) {
        return;
    }
    switch (at->kind) {
    case AtModifier::Kind::Time:
        m_fixed = at->time;
        break;
    case AtModifier::Kind::Start:
        m_fixed = steps.queryStart;
        break;
    case AtModifier::Kind::End:
        m_fixed = steps.queryEnd;
        break;
    }
}

Steps subquerySteps(const Subquery &subquery, const Steps &outer)
{
    const Shift shift(subquery.offset, subquery.at, outer);
    const std::int64_t step = subquery.step.count() > 0 ? subquery.step.count() : defaultSubqueryStep.count();
    const std::int64_t open = shift.apply(outer.start) - subquery.range.count();
    const std::int64_t end = shift.apply(outer.last());
    std::int64_t floored = open / step * step;
    if (floored > open) {
        floored -= step;
    }
    Steps inner = outer;
    inner.start = floored + step;
    inner.step = step;
    inner.count = end < inner.start || outer.count == 0 ? 0 : static_cast<std::size_t>((end - inner.start) / step) + 1;
    return inner;
}

void forEachSelector(const Expr &expr, const Steps &steps, const std::function<void(const SelectorUse &)> &visit)
{
    if (const auto *selector = expr.as<VectorSelector>()) {
        visit({&expr, selector, nullptr, steps});
    } else if (const auto *range = expr.as<MatrixSelector>()) {
        visit({range->vector.get(), range->vector->as<VectorSelector>(), range, steps});
    } else if (const auto *subquery = expr.as<Subquery>()) {
        forEachSelector(*subquery->expr, subquerySteps(*subquery, steps), visit);
    } else {
        for (const ExprPtr &child : expr.children()) {
            forEachSelector(*child, steps, visit);
        }
    }
}

} // namespace readyroom::promql
