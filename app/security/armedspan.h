// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/timesource.h"

#include <atomic>
#include <memory>

namespace readyroom::security {

/// One time of being armed, from arm to disarm. Shared by the gate and all permits it gave out meanwhile, and looked at
/// from any thread: it ends by the clock even when the thread of the gate is stuck.
class ArmedSpan final {
public:
    enum class State {
        Armed,
        TimeOver,
        Suspended, ///< this machine slept since: who sits in front of it now is unknown
        Ended ///< by end()
    };

    /// One without end: of the right to take back.
    ArmedSpan() = default;

    ArmedSpan(std::shared_ptr<const TimeSource> time, Duration length)
        : m_time(std::move(time))
        , m_slept(m_time->boot() - m_time->monotonic())
        , m_end((m_time->boot() + length).time_since_epoch())
    {
    }

    [[nodiscard]] State state() const
    {
        if (m_ended) {
            return State::Ended;
        }
        if (!m_time) {
            return State::Armed;
        }
        // Two clocks are not read at the same moment.
        constexpr Duration tolerance{1000};
        const MonotonicTime boot = m_time->boot();
        if (boot - m_time->monotonic() - m_slept > tolerance) {
            return State::Suspended;
        }
        return boot.time_since_epoch() < m_end.load() ? State::Armed : State::TimeOver;
    }

    /// Until it ends by itself; not positive when it has.
    [[nodiscard]] Duration left() const { return m_end.load() - m_time->boot().time_since_epoch(); }

    void extend(Duration length) { m_end = (m_time->boot() + length).time_since_epoch(); }
    void end() { m_ended = true; }

private:
    std::shared_ptr<const TimeSource> m_time; ///< null: without end
    Duration m_slept{0}; ///< by this machine since it booted, when the span began
    std::atomic<Duration> m_end = Duration{0}; ///< on the boot clock
    std::atomic<bool> m_ended = false;
};

} // namespace readyroom::security
