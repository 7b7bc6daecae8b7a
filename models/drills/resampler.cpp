// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/resampler.h"

#include <algorithm>
#include <cmath>

namespace readyroom::drills {

namespace {

/// A count costs about as much as so many draws.
constexpr std::int64_t drawsPerCount = 40;

} // namespace

Resampler::Resampler(const Measured &measured, std::uint64_t seed)
    : m_generator(seed)
    , m_measured(measured)
{
    for (const Weighted &one : m_measured) {
        m_n += one.count;
    }
    if (m_n <= drawsPerCount * static_cast<std::int64_t>(m_measured.size())) {
        m_values.reserve(static_cast<std::size_t>(m_n));
        for (const Weighted &one : m_measured) {
            m_values.insert(m_values.end(), static_cast<std::size_t>(one.count), one.value);
        }
    }
}

double Resampler::mean()
{
    return m_values.empty() ? meanOfCounts() : meanOfDraws();
}

double Resampler::uniform()
{
    return static_cast<double>(m_generator() >> 11U) * 0x1.0p-53;
}

double Resampler::meanOfDraws()
{
    const auto n = static_cast<double>(m_values.size());
    double sum = 0;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        sum += m_values[static_cast<std::size_t>(uniform() * n)];
    }
    return sum / n;
}

double Resampler::meanOfCounts()
{
    std::int64_t left = m_n;
    std::int64_t weightLeft = m_n;
    double sum = 0;
    for (const Weighted &one : m_measured) {
        if (left == 0) {
            break;
        }
        const std::int64_t count = one.count >= weightLeft
            ? left
            : binomial(left, static_cast<double>(one.count) / static_cast<double>(weightLeft));
        sum += one.value * static_cast<double>(count);
        left -= count;
        weightLeft -= one.count;
    }
    return sum / static_cast<double>(m_n);
}

std::int64_t Resampler::binomial(std::int64_t n, double p)
{
    if (p > 0.5) {
        return n - binomial(n, 1 - p);
    }
    constexpr double enoughForRejection = 10;
    return static_cast<double>(n) * p < enoughForRejection ? binomialByInversion(n, p) : binomialByRejection(n, p);
}

std::int64_t Resampler::binomialByInversion(std::int64_t n, double p)
{
    // Distances between successes are geometric (Devroye 1986, ch. X.4).
    const double logOfFailure = std::log1p(-p);
    std::int64_t successes = -1;
    double trials = 0;
    while (trials <= static_cast<double>(n)) {
        trials += std::floor(std::log1p(-uniform()) / logOfFailure) + 1;
        ++successes;
    }
    return successes;
}

/// Transformed rejection with squeeze, algorithm BTRS of Hörmann, "The generation of binomial random variates" (1993).
std::int64_t Resampler::binomialByRejection(std::int64_t n, double p)
{
    const auto trials = static_cast<double>(n);
    const double spread = std::sqrt(trials * p * (1 - p));
    const double b = 1.15 + 2.53 * spread;
    const double a = -0.0873 + 0.0248 * b + 0.01 * p;
    const double c = trials * p + 0.5;
    const double squeeze = 0.92 - 4.2 / b;
    const double alpha = (2.83 + 5.1 / b) * spread;
    const double logOdds = std::log(p / (1 - p));
    const double mode = std::floor((trials + 1) * p);
    const double h = std::lgamma(mode + 1) + std::lgamma(trials - mode + 1);
    while (true) {
        const double u = uniform() - 0.5;
        double v = uniform();
        const double us = 0.5 - std::abs(u);
        const double k = std::floor((2 * a / us + b) * u + c);
        if (us >= 0.07 && v <= squeeze) {
            return static_cast<std::int64_t>(k);
        }
        if (k < 0 || k > trials) {
            continue;
        }
        v = std::log(v * alpha / (a / (us * us) + b));
        if (v <= h - std::lgamma(k + 1) - std::lgamma(trials - k + 1) + (k - mode) * logOdds) {
            return static_cast<std::int64_t>(k);
        }
    }
}

} // namespace readyroom::drills
