// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>

namespace readyroom::desktop {

/// Measures from a thread of its own how long the event loop of the creating thread takes to come round: what a person
/// feels as a frozen window. Resolution about 5 ms.
class EventLoopWatchdog final : public QObject {
    Q_OBJECT
public:
    using Gap = std::chrono::milliseconds;

    explicit EventLoopWatchdog(QObject *parent = nullptr);
    ~EventLoopWatchdog() override;

    /// The longest gap since construction or the last reset().
    [[nodiscard]] Gap longestGap() const { return Gap{m_longest.load()}; }
    void reset() { m_longest = 0; }

private:
    void watch(const std::stop_token &stop);

    std::atomic<std::int64_t> m_longest{0};
    std::atomic<bool> m_answered{true};
    std::jthread m_thread;
};

} // namespace readyroom::desktop
