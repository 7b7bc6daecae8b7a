// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/clock.h"

#include <chrono>

namespace readyroom {

/// A moment of a clock that never jumps; only differences mean anything.
using MonotonicTime = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// Three clocks: wall time for what is recorded, and two for deadlines that differ only by the time this machine was
/// suspended. All three may be read from any thread.
class TimeSource : public Clock {
public:
    /// Does not advance while the machine is suspended (CLOCK_MONOTONIC).
    [[nodiscard]] virtual MonotonicTime monotonic() const = 0;
    /// Advances while the machine is suspended (CLOCK_BOOTTIME).
    [[nodiscard]] virtual MonotonicTime boot() const = 0;
};

} // namespace readyroom
