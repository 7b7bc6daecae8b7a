// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/timesource.h"

#include <QByteArrayView>

namespace readyroom::monitor {

/// When an endpoint is polled while all is well: once in every interval, at an offset that is a hash of its URL, so
/// that a thousand endpoints with one interval never burst and each keeps its place from run to run.
class Schedule final {
public:
    /// `start` is when polling begins; `every` is positive.
    Schedule(QByteArrayView url, Duration every, MonotonicTime start);

    /// The first poll: at once, but spread over the shorter of the interval and one second.
    [[nodiscard]] MonotonicTime first() const { return m_start + m_firstOffset; }
    /// The first slot that is later than `after`.
    [[nodiscard]] MonotonicTime next(MonotonicTime after) const;
    /// The slot that follows the first poll: at least half an interval after it, so that nobody is asked twice at once.
    [[nodiscard]] MonotonicTime second() const { return next(first() + m_every / 2); }

private:
    MonotonicTime m_start;
    Duration m_every;
    Duration m_phase;
    Duration m_firstOffset;
};

} // namespace readyroom::monitor
