// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace readyroom::lab {

/// The threads of a server, each of which is held by one open connection. They are started as connections come, so that
/// a port may allow many at the price of those that are there; the library's own pool starts all of them at once.
class Workers final : public httplib::TaskQueue {
public:
    /// At most `most` connections are served at a time; more wait for one to end.
    explicit Workers(std::size_t most);
    ~Workers() override;

    void enqueue(std::function<void()> task) override;
    /// Returns when everything that was enqueued has been done.
    void shutdown() override;
    [[nodiscard]] std::size_t started() const;

private:
    void work();

    std::size_t m_most;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
    std::size_t m_idle = 0;
    bool m_ending = false;
    std::vector<std::jthread> m_threads;
};

} // namespace readyroom::lab
