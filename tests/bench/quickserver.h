// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace readyroom::bench {

/// Answers every GET on 127.0.0.1:`port` with the same 200, `delay` after it came, and keeps connections alive, as fast
/// as one thread can: what a load client is measured against. Never returns; false when it cannot listen.
bool serveQuickly(std::uint16_t port, std::chrono::milliseconds delay);

} // namespace readyroom::bench
