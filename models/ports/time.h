// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace readyroom {

using Duration = std::chrono::milliseconds;

/// A moment in UTC with the resolution of the Prometheus data model (milliseconds since the Unix epoch).
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] constexpr std::int64_t toMillis(Timestamp t)
{
    return t.time_since_epoch().count();
}

[[nodiscard]] constexpr Timestamp fromMillis(std::int64_t ms)
{
    return Timestamp{std::chrono::milliseconds{ms}};
}

[[nodiscard]] constexpr double toSeconds(Duration d)
{
    return static_cast<double>(d.count()) / 1000.0;
}

} // namespace readyroom
