// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

namespace readyroom::monitor {

/// Queries answered so far. Written and read from any thread.
struct QueryStats {
    std::atomic<std::uint64_t> count = 0;
    std::atomic<std::uint64_t> microseconds = 0; ///< spent evaluating
};

} // namespace readyroom::monitor
