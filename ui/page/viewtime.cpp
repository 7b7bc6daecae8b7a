// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/viewtime.h"

namespace readyroom::page {

ViewTime::ViewTime(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

ViewTime::Window ViewTime::window() const
{
    if (m_still) {
        return *m_still;
    }
    const Timestamp to = m_clock.now();
    return {to - m_range, to};
}

void ViewTime::setRange(Duration range)
{
    const bool zoomed = m_still && m_still->to - m_still->from != range;
    if (range <= Duration::zero() || (m_range == range && !zoomed)) {
        return;
    }
    m_range = range;
    if (m_still) {
        m_still->from = m_still->to - range;
    }
    Q_EMIT rangeChanged();
    Q_EMIT changed();
}

void ViewTime::setPaused(bool paused)
{
    if (paused == isPaused()) {
        return;
    }
    m_still = paused ? std::optional(window()) : std::nullopt;
    Q_EMIT pausedChanged(paused);
    Q_EMIT changed();
}

void ViewTime::showWindow(Timestamp from, Timestamp to)
{
    const Window wanted{from, to};
    if (from >= to || (m_still && *m_still == wanted)) {
        return;
    }
    const bool wasPaused = isPaused();
    m_still = wanted;
    if (!wasPaused) {
        Q_EMIT pausedChanged(true);
    }
    Q_EMIT changed();
}

} // namespace readyroom::page
