// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/timesource.h"

namespace readyroom::monitor {

/// Notices that this machine was suspended: CLOCK_BOOTTIME advances in suspend, CLOCK_MONOTONIC does not.
class SuspendDetector final {
public:
    /// A gap between the clocks longer than `threshold` counts as sleep; two polling intervals are a good value.
    SuspendDetector(Duration threshold, MonotonicTime monotonic, MonotonicTime boot);

    /// Compares the clocks; true once for each sleep, on the first call after it.
    [[nodiscard]] bool wokeUp(MonotonicTime monotonic, MonotonicTime boot);

private:
    Duration m_threshold;
    Duration m_difference;
};

} // namespace readyroom::monitor
