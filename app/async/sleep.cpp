// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/sleep.h"

#include "app/async/completion.h"

#include <QTimer>

#include <algorithm>

namespace readyroom::async {

QCoro::Task<bool> sleepFor(Duration time, std::stop_token stop)
{
    auto [promise, completion] = makeCompletion<bool>();
    QTimer timer;
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] { promise.set(true); });
    const std::stop_callback onStop(stop, [&] { promise.set(false); });
    timer.start(std::max(time, Duration::zero()));
    const Result<bool> elapsed = co_await completion;
    co_return elapsed.value_or(false);
}

} // namespace readyroom::async
