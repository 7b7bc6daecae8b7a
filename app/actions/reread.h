// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/sleep.h"
#include "models/drills/act.h"
#include "models/ports/time.h"

#include <QCoroTask>
#include <QDeadlineTimer>

#include <algorithm>
#include <stop_token>
#include <utility>

namespace readyroom::actions {

/// Looks again and again until it is confirmed, at most `within`; then what was seen last. A look that sees nothing at
/// the end of the time says nothing against the one before. `look` takes the time that a request may take (what is
/// left, but never so little that nobody could answer) and returns a QCoro::Task<drills::Verification>. It is no
/// coroutine itself; what it refers to outlives the task.
template<typename Look>
[[nodiscard]] QCoro::Task<drills::Verification> reread(Look look, Duration within, std::stop_token stop)
{
    constexpr Duration pause{50};
    constexpr Duration least{250};
    const QDeadlineTimer deadline(within);
    drills::Verification seen;
    while (true) {
        auto looking = look(std::max(least, Duration(deadline.remainingTime())));
        drills::Verification now = co_await std::move(looking);
        if (stop.stop_requested()) {
            co_return drills::Verification{.observed =
                                               QStringLiteral("It was withdrawn before it could be read again")};
        }
        const Duration left(deadline.remainingTime());
        const bool isCutShort = left <= Duration::zero() && now.confirmed == drills::Confirmed::Unknown;
        if (!isCutShort || seen.observed.isEmpty()) {
            seen = std::move(now);
        }
        if (seen.confirmed == drills::Confirmed::Yes || left <= Duration::zero()) {
            co_return drills::Verification{seen};
        }
        auto sleeping = async::sleepFor(std::min(pause, left), stop);
        co_await std::move(sleeping);
    }
}

} // namespace readyroom::actions
