// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/engine.h"

namespace readyroom::promql {

/// Keeps one evaluation within its EvaluationLimits.
class Budget final {
public:
    explicit Budget(const EvaluationLimits &limits);

    /// Notes that about `units` samples were looked at; now and then asks for the deadline and the stop token.
    [[nodiscard]] Result<void> work(std::size_t units);
    /// Notes that `cells` more values are held.
    [[nodiscard]] Result<void> hold(std::size_t cells);
    /// Both.
    [[nodiscard]] Result<void> workAndHold(std::size_t cells);
    [[nodiscard]] std::size_t held() const { return m_held; }
    /// Sets back to what held() was before a part was evaluated and let go.
    void restore(std::size_t held) { m_held = held; }

private:
    const EvaluationLimits &m_limits;
    std::size_t m_held = 0;
    std::size_t m_untilCheck = 0;
};

} // namespace readyroom::promql
