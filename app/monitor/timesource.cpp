// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/timesource.h"

#include <ctime>

namespace readyroom::monitor {

namespace {

MonotonicTime read(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    const auto sinceEpoch = std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
    return MonotonicTime{std::chrono::duration_cast<Duration>(sinceEpoch)};
}

} // namespace

Timestamp SystemTime::now() const
{
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

MonotonicTime SystemTime::monotonic() const
{
    return read(CLOCK_MONOTONIC);
}

MonotonicTime SystemTime::boot() const
{
    return read(CLOCK_BOOTTIME);
}

} // namespace readyroom::monitor
