// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QByteArrayView>

#include <optional>

namespace readyroom::monitor {

/// What decides when a failed endpoint is asked again.
struct Outage {
    int failures = 1; ///< polls in a row that failed, at least 1
    Duration lasted{0}; ///< since the first of them
    Duration every{5000}; ///< the interval of the endpoint
    std::optional<Duration> retryAfter = {}; ///< what the answer asked for
};

/// How long to wait after a failed poll, from its end: 1 s, 2 s, 4 s, … 60 s, each shortened by up to a quarter at
/// random
/// (`jitter` in [0, 1)) so that endpoints which failed together do not return together.
///
/// The wait never exceeds the interval, or a twentieth of the outage so far where that is longer. So a short outage is
/// asked about faster than the schedule would, its end is seen within interval + timeout, and only a long one (20
/// minutes for the full 60 s) is left alone for a minute. Retry-After lengthens the wait, to at most five minutes.
[[nodiscard]] Duration retryDelay(const Outage &outage, double jitter);

/// The value of a Retry-After header (RFC 9110, 10.2.3: seconds or an HTTP date) as a wait from `now`; absent when it
/// is neither. A date in the past is a wait of zero.
[[nodiscard]] std::optional<Duration> parseRetryAfter(QByteArrayView value, Timestamp now);

} // namespace readyroom::monitor
