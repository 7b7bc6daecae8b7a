// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/publisher.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace readyroom::monitor {

namespace {

/// How long one turn may keep the event loop.
constexpr qint64 turnBudget = 10;
constexpr int routineIntervals = 5;

} // namespace

Publisher::Publisher(Feed &feed, std::size_t services, Duration interval, Work work, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_interval(interval)
    , m_work(std::move(work))
    , m_isDirty(services, false)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Publisher::turn);
}

void Publisher::touch(std::size_t service, Urgency urgency)
{
    enqueue(service);
    schedule(urgency);
}

void Publisher::touchAll(Urgency urgency)
{
    for (std::size_t i = 0; i < m_isDirty.size(); ++i) {
        enqueue(i);
    }
    schedule(urgency);
}

void Publisher::stop()
{
    m_timer.stop();
    m_dirty.clear();
    m_isDirty.assign(m_isDirty.size(), true);
}

void Publisher::enqueue(std::size_t service)
{
    if (!m_isDirty.at(service)) {
        m_isDirty[service] = true;
        m_dirty.push_back(service);
    }
}

void Publisher::schedule(Urgency urgency)
{
    const Duration pause = urgency == Urgency::Soon ? m_interval : routineIntervals * m_interval;
    const Duration since = m_sincePublished.isValid() ? Duration{m_sincePublished.elapsed()} : pause;
    const Duration wait = std::max(pause - since, Duration{0});
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > wait) {
        m_timer.start(wait);
    }
}

void Publisher::turn()
{
    QElapsedTimer spent;
    spent.start();
    while (!m_dirty.empty() && spent.elapsed() < turnBudget) {
        const std::size_t service = m_dirty.front();
        m_dirty.pop_front();
        m_isDirty[service] = false;
        m_work.assemble(service);
    }
    const bool upToDate = m_dirty.empty();
    if (!m_sincePublished.isValid() || Duration{m_sincePublished.elapsed()} >= m_interval) {
        m_feed.publish(std::make_shared<const fleet::FleetSnapshot>(m_work.compose(upToDate)));
        m_sincePublished.start();
        ++m_published;
    } else if (upToDate) {
        schedule(Urgency::Soon);
    }
    if (!upToDate) {
        m_timer.start(0);
    }
}

} // namespace readyroom::monitor
