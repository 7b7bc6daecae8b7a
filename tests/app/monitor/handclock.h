// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/timesource.h"

#include <atomic>

namespace readyroom::test {

/// Clocks that the test moves by hand, from any thread.
class HandClock final : public monitor::TimeSource {
public:
    [[nodiscard]] Timestamp now() const override { return fromMillis(m_wall); }
    [[nodiscard]] monitor::MonotonicTime monotonic() const override
    {
        return monitor::MonotonicTime{Duration{m_awake}};
    }
    [[nodiscard]] monitor::MonotonicTime boot() const override
    {
        return monitor::MonotonicTime{Duration{m_awake + m_asleep}};
    }

    void advance(Duration time)
    {
        m_wall += time.count();
        m_awake += time.count();
    }
    void sleep(Duration time)
    {
        m_wall += time.count();
        m_asleep += time.count();
    }

private:
    std::atomic<std::int64_t> m_wall = 1'700'000'000'000;
    std::atomic<std::int64_t> m_awake = 1'000'000;
    std::atomic<std::int64_t> m_asleep = 0;
};

} // namespace readyroom::test
