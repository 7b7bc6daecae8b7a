// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <random>

namespace readyroom::lab {

/// One seeded stream of random numbers, shared by threads. The same seed gives the same sequence; which thread draws
/// which number is up to the scheduler.
class Randomness final {
public:
    explicit Randomness(std::uint64_t seed)
        : m_engine(seed)
    {
    }

    /// Uniform in [low, high).
    [[nodiscard]] double uniform(double low, double high)
    {
        const std::lock_guard lock(m_mutex);
        return std::uniform_real_distribution<double>(low, high)(m_engine);
    }
    /// Uniform in [0, count); `count` is at least 1.
    [[nodiscard]] std::size_t below(std::size_t count)
    {
        const std::lock_guard lock(m_mutex);
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_engine);
    }
    /// Time to the next event of a Poisson process of `rate` events per second.
    [[nodiscard]] double exponential(double rate)
    {
        const std::lock_guard lock(m_mutex);
        return std::exponential_distribution<double>(rate)(m_engine);
    }

private:
    std::mutex m_mutex;
    std::mt19937_64 m_engine;
};

} // namespace readyroom::lab
