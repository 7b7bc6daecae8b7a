// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/feed.h"

#include <QMetaObject>

#include <utility>

namespace readyroom::monitor {

Feed::Feed(QObject *parent)
    : FleetFeed(parent)
    , m_latest(std::make_shared<const fleet::FleetSnapshot>())
{
}

void Feed::publish(std::shared_ptr<const fleet::FleetSnapshot> snapshot)
{
    bool announced = false;
    {
        const std::scoped_lock lock(m_mutex);
        announced = m_pending != nullptr;
        // Swapped, so that a snapshot nobody saw is destroyed outside the lock.
        m_pending.swap(snapshot);
    }
    if (!announced) {
        QMetaObject::invokeMethod(this, &Feed::take, Qt::QueuedConnection);
    }
}

void Feed::take()
{
    std::shared_ptr<const fleet::FleetSnapshot> snapshot;
    {
        const std::scoped_lock lock(m_mutex);
        snapshot = std::exchange(m_pending, nullptr);
    }
    if (snapshot) {
        m_latest = std::move(snapshot);
        Q_EMIT changed();
    }
}

} // namespace readyroom::monitor
