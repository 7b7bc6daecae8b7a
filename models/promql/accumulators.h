// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace readyroom::promql {

/// A sum that carries the rounding error along (Kahan's algorithm in Neumaier's variant), as Prometheus 3 sums.
struct CompensatedSum {
    double sum = 0.0;
    double error = 0.0;

    void add(double v)
    {
        const double t = sum + v;
        if (std::isinf(t)) {
            error = 0.0;
        } else if (std::abs(sum) >= std::abs(v)) {
            error += (sum - t) + v;
        } else {
            error += (v - t) + sum;
        }
        sum = t;
    }
    [[nodiscard]] double value() const { return sum + error; }
};

// The accumulators below are what aggregations over elements and *_over_time functions over samples have in common.
// result() is meaningful after at least one add().

class SumAccumulator final {
public:
    void add(double v) { m_sum.add(v); }
    [[nodiscard]] double result() const { return m_sum.value(); }

private:
    CompensatedSum m_sum;
};

/// The mean by compensated summation; where the sum would overflow, incrementally from there on.
class MeanAccumulator final {
public:
    void add(double v);
    [[nodiscard]] double result() const;

private:
    CompensatedSum m_sum; ///< of the values or, once incremental, the mean itself
    double m_count = 0.0;
    bool m_incremental = false;
};

/// The smallest value; NaN only when there is nothing else.
class MinAccumulator final {
public:
    void add(double v)
    {
        if (m_first || v < m_min || std::isnan(m_min)) {
            m_min = v;
            m_first = false;
        }
    }
    [[nodiscard]] double result() const { return m_min; }

private:
    double m_min = 0.0;
    bool m_first = true;
};

class MaxAccumulator final {
public:
    void add(double v)
    {
        if (m_first || v > m_max || std::isnan(m_max)) {
            m_max = v;
            m_first = false;
        }
    }
    [[nodiscard]] double result() const { return m_max; }

private:
    double m_max = 0.0;
    bool m_first = true;
};

class CountAccumulator final {
public:
    void add(double) { m_count += 1.0; }
    [[nodiscard]] double result() const { return m_count; }

private:
    double m_count = 0.0;
};

/// Always 1: there was something.
class PresenceAccumulator final {
public:
    void add(double) { }
    [[nodiscard]] double result() const { return 1.0; }
};

/// The population variance by Welford's algorithm with compensated sums.
class VarianceAccumulator final {
public:
    void add(double v)
    {
        m_count += 1.0;
        const double delta = v - m_mean.value();
        m_mean.add(delta / m_count);
        m_squares.add(delta * (v - m_mean.value()));
    }
    [[nodiscard]] double result() const { return m_squares.value() / m_count; }

private:
    CompensatedSum m_mean;
    CompensatedSum m_squares;
    double m_count = 0.0;
};

class DeviationAccumulator final {
public:
    void add(double v) { m_variance.add(v); }
    [[nodiscard]] double result() const { return std::sqrt(m_variance.result()); }

private:
    VarianceAccumulator m_variance;
};

/// The φ-quantile by linear interpolation between the two nearest ranks; NaN for no values or φ = NaN, -Inf and +Inf
/// for φ below 0 and above 1. NaN values rank lowest. Reorders `values`.
[[nodiscard]] double quantileOf(double phi, std::vector<double> &values);

} // namespace readyroom::promql
