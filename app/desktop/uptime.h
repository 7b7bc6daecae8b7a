// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace readyroom::desktop {

/// How long ago this process was started (loading the program included), to about 10 ms; from /proc/self/stat, field
/// 22, proc(5). Absent where there is no such file.
[[nodiscard]] std::optional<std::chrono::milliseconds> processUptime();

} // namespace readyroom::desktop
