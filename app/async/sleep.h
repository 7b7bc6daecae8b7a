// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QCoroTask>

#include <stop_token>

namespace readyroom::async {

/// Waits `time` on the event loop of the calling thread (CLOCK_MONOTONIC, to the millisecond). True when the time has
/// passed, false as soon as `stop` is requested, from whichever thread.
[[nodiscard]] QCoro::Task<bool> sleepFor(Duration time, std::stop_token stop = {});

} // namespace readyroom::async
