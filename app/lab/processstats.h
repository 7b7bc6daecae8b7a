// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace readyroom::lab {

class MetricsRegistry;

/// Resident memory of this process in bytes, from /proc/self/statm; 0 when it cannot be read.
[[nodiscard]] std::size_t residentBytes();
/// User and system time of this process in seconds.
[[nodiscard]] double cpuSeconds();

/// The usual process_* series: CPU, resident memory, start time, open descriptors, threads.
void observeProcess(MetricsRegistry &registry);

} // namespace readyroom::lab
