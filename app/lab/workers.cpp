// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/workers.h"

namespace readyroom::lab {

Workers::Workers(std::size_t most)
    : m_most(most)
{
}

Workers::~Workers()
{
    shutdown();
}

void Workers::enqueue(std::function<void()> task)
{
    const std::lock_guard lock(m_mutex);
    m_tasks.push_back(std::move(task));
    if (m_tasks.size() > m_idle && m_threads.size() < m_most) {
        m_threads.emplace_back([this] { work(); });
    }
    m_wake.notify_one();
}

void Workers::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        ++m_idle;
        m_wake.wait(lock, [this] { return m_ending || !m_tasks.empty(); });
        --m_idle;
        if (m_tasks.empty()) {
            return;
        }
        const auto task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        task();
        lock.lock();
    }
}

void Workers::shutdown()
{
    std::vector<std::jthread> ending;
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        ending.swap(m_threads);
    }
    m_wake.notify_all();
}

std::size_t Workers::started() const
{
    const std::lock_guard lock(m_mutex);
    return m_threads.size();
}

} // namespace readyroom::lab
