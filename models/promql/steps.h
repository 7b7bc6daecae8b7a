// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/ast.h"
#include "models/promql/engine.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace readyroom::promql {

/// The moments at which a (sub)expression is evaluated.
struct Steps {
    std::int64_t start = 0; ///< ms
    std::int64_t step = 1; ///< ms, positive
    std::size_t count = 1; ///< may be 0 inside a subquery that spans no step
    std::int64_t queryStart = 0; ///< what @ start() means, here and in every subquery
    std::int64_t queryEnd = 0;

    [[nodiscard]] static Steps of(const EvaluationTime &time);
    [[nodiscard]] std::int64_t at(std::size_t i) const { return start + static_cast<std::int64_t>(i) * step; }
    [[nodiscard]] std::int64_t last() const { return at(count == 0 ? 0 : count - 1); }
};

/// How offset and @ move the moment a selector looks at.
struct Shift {
    Shift(Duration offset, const std::optional<AtModifier> &at, const Steps &steps);
    [[nodiscard]] std::int64_t apply(std::int64_t t) const { return m_fixed.value_or(t) - m_offset; }

private:
    std::optional<std::int64_t> m_fixed;
    std::int64_t m_offset;
};

/// The step of a subquery that names none (Prometheus' default evaluation interval).
inline constexpr Duration defaultSubqueryStep = std::chrono::minutes{1};

/// The moments at which the inner expression of `subquery` is evaluated so that every window of `outer` is covered:
/// multiples of its step since the epoch, the left edge of the first window excluded.
[[nodiscard]] Steps subquerySteps(const Subquery &subquery, const Steps &outer);

/// A vector selector as it stands in a tree; `range` is null for an instant one.
struct SelectorUse {
    const Expr *expr = nullptr;
    const VectorSelector *selector = nullptr;
    const MatrixSelector *range = nullptr;
    Steps steps;
};

/// Calls `visit` for every vector selector of `expr`, depth first, children in the order they are written.
void forEachSelector(const Expr &expr, const Steps &steps, const std::function<void(const SelectorUse &)> &visit);

} // namespace readyroom::promql
