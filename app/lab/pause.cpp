// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/pause.h"

#include <condition_variable>
#include <mutex>

namespace readyroom::lab {

bool pauseFor(std::chrono::nanoseconds length, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    const auto end = std::chrono::steady_clock::now() + length;
    wake.wait_until(lock, stop, end, [] { return false; });
    return !stop.stop_requested();
}

} // namespace readyroom::lab
