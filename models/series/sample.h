// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace readyroom::series {

/// One point of a series: milliseconds since the Unix epoch (UTC) and a value.
struct Sample {
    std::int64_t t = 0;
    double v = 0.0;

    /// Bitwise for the value, so that NaN equals itself.
    bool operator==(const Sample &o) const
    {
        return t == o.t && std::bit_cast<std::uint64_t>(v) == std::bit_cast<std::uint64_t>(o.v);
    }
};

/// The NaN that marks "this series ended here" (bit pattern of Prometheus' model/value.StaleNaN).
inline constexpr std::uint64_t staleNaNBits = 0x7ff0000000000002ULL;

[[nodiscard]] inline double staleNaN()
{
    return std::bit_cast<double>(staleNaNBits);
}

[[nodiscard]] inline bool isStale(double v)
{
    return std::bit_cast<std::uint64_t>(v) == staleNaNBits;
}

} // namespace readyroom::series
