// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/accumulators.h"

#include <algorithm>
#include <limits>

namespace readyroom::promql {

void MeanAccumulator::add(double v)
{
    m_count += 1.0;
    if (m_count == 1.0) {
        m_sum.sum = v;
        return;
    }
    if (!m_incremental) {
        CompensatedSum next = m_sum;
        next.add(v);
        if (!std::isinf(next.sum)) {
            m_sum = next;
            return;
        }
        m_incremental = true;
        m_sum.sum /= m_count - 1.0;
        m_sum.error /= m_count - 1.0;
    }
    if (std::isinf(m_sum.sum)) {
        // An infinite mean swallows finite values and its like; what is left (the opposite infinity, NaN) makes it NaN.
        if (std::isfinite(v) || v == m_sum.sum) {
            return;
        }
    }
    // Scaling both parts before adding keeps the mean of large values from overflowing.
    const double q = (m_count - 1.0) / m_count;
    m_sum.sum *= q;
    m_sum.error *= q;
    m_sum.add(v / m_count);
}

double MeanAccumulator::result() const
{
    return m_incremental ? m_sum.value() : m_sum.sum / m_count + m_sum.error / m_count;
}

double quantileOf(double phi, std::vector<double> &values)
{
    if (values.empty() || std::isnan(phi)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (phi < 0.0 || phi > 1.0) {
        return std::copysign(std::numeric_limits<double>::infinity(), phi - 0.5);
    }
    std::ranges::sort(values, [](double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; });
    const double n = static_cast<double>(values.size());
    const double rank = phi * (n - 1.0);
    const double lower = std::max(0.0, std::floor(rank));
    const double upper = std::min(n - 1.0, lower + 1.0);
    const double weight = rank - std::floor(rank);
    return values[static_cast<std::size_t>(lower)] * (1.0 - weight) + values[static_cast<std::size_t>(upper)] * weight;
}

} // namespace readyroom::promql
