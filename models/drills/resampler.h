// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/statistics.h"

#include <cstdint>
#include <random>
#include <vector>

namespace readyroom::drills {

/// Draws samples with replacement out of a sample, each as large as it, and tells their means: the inner loop of a
/// bootstrap. The same seed gives the same means. Where few different values are drawn often, how often each comes is
/// drawn instead (a multinomial, value by value), which is the same in distribution and does not grow with n.
class Resampler final {
public:
    /// `measured` holds at least one value.
    Resampler(const Measured &measured, std::uint64_t seed);

    [[nodiscard]] double mean();

private:
    [[nodiscard]] double uniform(); ///< [0, 1)
    [[nodiscard]] double meanOfDraws();
    [[nodiscard]] double meanOfCounts();
    /// How many of `n` trials of probability `p` succeed.
    [[nodiscard]] std::int64_t binomial(std::int64_t n, double p);
    [[nodiscard]] std::int64_t binomialByInversion(std::int64_t n, double p);
    [[nodiscard]] std::int64_t binomialByRejection(std::int64_t n, double p);

    std::mt19937_64 m_generator; ///< its numbers are laid down by the C++ standard; distributions are not
    Measured m_measured;
    std::vector<double> m_values; ///< each as often as it came; empty: counts are drawn
    std::int64_t m_n = 0;
};

} // namespace readyroom::drills
