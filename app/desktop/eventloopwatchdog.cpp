// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/eventloopwatchdog.h"

#include <QMetaObject>

#include <algorithm>

namespace readyroom::desktop {

using Steady = std::chrono::steady_clock;

EventLoopWatchdog::EventLoopWatchdog(QObject *parent)
    : QObject(parent)
    , m_thread([this](const std::stop_token &stop) { watch(stop); })
{
}

EventLoopWatchdog::~EventLoopWatchdog()
{
    m_thread.request_stop();
    m_thread.join();
}

void EventLoopWatchdog::watch(const std::stop_token &stop)
{
    Steady::time_point asked = Steady::now();
    while (!stop.stop_requested()) {
        if (m_answered.exchange(false)) {
            asked = Steady::now();
            QMetaObject::invokeMethod(this, [this] { m_answered = true; }, Qt::QueuedConnection);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        if (!m_answered) {
            // Told while it lasts, so that a loop that never comes back is seen too.
            const auto gap = std::chrono::duration_cast<Gap>(Steady::now() - asked).count();
            m_longest = std::max(m_longest.load(), gap);
        }
    }
}

} // namespace readyroom::desktop
