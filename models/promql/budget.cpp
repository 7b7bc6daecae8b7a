// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/budget.h"

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

/// Asking the deadline costs a clock read; this many samples take some 50 µs.
constexpr std::size_t workBetweenChecks = 16'384;

} // namespace

Budget::Budget(const EvaluationLimits &limits)
    : m_limits(limits)
{
}

Result<void> Budget::work(std::size_t units)
{
    if (units < m_untilCheck) {
        m_untilCheck -= units;
        return {};
    }
    m_untilCheck = workBetweenChecks;
    if (m_limits.stop.stop_requested()) {
        return failure(Error::Kind::Cancelled, u"The query was cancelled."_s);
    }
    if (m_limits.expired && m_limits.expired()) {
        return failure(Error::Kind::Timeout, u"The query took longer than it may."_s);
    }
    return {};
}

Result<void> Budget::hold(std::size_t cells)
{
    if (cells > m_limits.maxSamples || m_held > m_limits.maxSamples - cells) {
        return failure(
            Error::Kind::Limit,
            u"The query would hold more than %1 samples at once; select fewer series or a shorter time."_s.arg(
                m_limits.maxSamples));
    }
    m_held += cells;
    return {};
}

Result<void> Budget::workAndHold(std::size_t cells)
{
    Result<void> worked = work(cells);
    return worked ? hold(cells) : worked;
}

} // namespace readyroom::promql
