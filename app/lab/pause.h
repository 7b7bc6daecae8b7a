// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <stop_token>

namespace readyroom::lab {

/// Waits for `length` of real time, or until `stop` is requested. True when the whole time has passed.
bool pauseFor(std::chrono::nanoseconds length, const std::stop_token &stop);

} // namespace readyroom::lab
