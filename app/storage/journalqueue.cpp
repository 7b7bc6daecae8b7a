// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journalqueue.h"

#include <algorithm>
#include <utility>

namespace readyroom::storage {

JournalQueue::JournalQueue(std::size_t bound)
    : m_bound(bound)
{
}

bool JournalQueue::push(PendingEvent pending, SteadyTime now)
{
    const std::scoped_lock lock(m_mutex);
    if (m_closed || m_waiting >= m_bound) {
        ++m_refused;
        return false;
    }
    if (m_waiting == 0) {
        m_moved = now;
    }
    ++m_waiting;
    m_pending.push_back(std::move(pending));
    return true;
}

std::vector<PendingEvent> JournalQueue::take(std::size_t most)
{
    const std::scoped_lock lock(m_mutex);
    std::vector<PendingEvent> taken;
    while (!m_pending.empty() && taken.size() < most) {
        taken.push_back(std::move(m_pending.front()));
        m_pending.pop_front();
    }
    return taken;
}

void JournalQueue::settle(std::size_t count, SteadyTime now)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting -= std::min(count, m_waiting);
    m_moved = now;
}

void JournalQueue::close()
{
    const std::scoped_lock lock(m_mutex);
    m_closed = true;
}

std::size_t JournalQueue::waiting() const
{
    const std::scoped_lock lock(m_mutex);
    return m_waiting;
}

std::size_t JournalQueue::refused() const
{
    const std::scoped_lock lock(m_mutex);
    return m_refused;
}

std::chrono::milliseconds JournalQueue::standstill(SteadyTime now) const
{
    const std::scoped_lock lock(m_mutex);
    if (m_waiting == 0) {
        return {};
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - m_moved);
}

} // namespace readyroom::storage
