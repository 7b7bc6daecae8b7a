// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/completion.h"
#include "models/journal/entry.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace readyroom::storage {

/// An event that is not recorded yet, and who waits for it.
struct PendingEvent {
    journal::Event event;
    std::optional<async::Promise<journal::Entry>> promise = {}; ///< absent: nobody waits
};

/// What waits to be recorded, in the order of the calls. From any thread. Bounded: an event counts until it is settled.
class JournalQueue final {
public:
    using SteadyTime = std::chrono::steady_clock::time_point;

    explicit JournalQueue(std::size_t bound);

    /// False, and the event is not taken, when the bound is reached or the queue is closed. `now` is the steady clock.
    [[nodiscard]] bool push(PendingEvent pending, SteadyTime now);
    /// The oldest, at most `most`. They still count as waiting until settle().
    [[nodiscard]] std::vector<PendingEvent> take(std::size_t most);
    void settle(std::size_t count, SteadyTime now);
    void close();

    [[nodiscard]] std::size_t waiting() const;
    /// How many events were refused so far.
    [[nodiscard]] std::size_t refused() const;
    /// How long nothing was settled although something waits.
    [[nodiscard]] std::chrono::milliseconds standstill(SteadyTime now) const;

private:
    mutable std::mutex m_mutex;
    std::deque<PendingEvent> m_pending;
    std::size_t m_bound;
    std::size_t m_waiting = 0;
    std::size_t m_refused = 0;
    SteadyTime m_moved; ///< when something was settled, or began to wait, last
    bool m_closed = false;
};

} // namespace readyroom::storage
