// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/feed.h"
#include "models/fleet/fleetsnapshot.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

namespace readyroom::monitor {

/// Decides when services are put together anew and when the fleet is published: what matters at the next opportunity,
/// at most once in every interval; mere figures five intervals later, together. A large batch is spread over several
/// turns of the event loop, so that no poll waits for it.
class Publisher final : public QObject {
    Q_OBJECT
public:
    enum class Urgency { Soon, Routine };
    struct Work {
        std::function<void(std::size_t service)> assemble;
        std::function<fleet::FleetSnapshot(bool upToDate)> compose; ///< upToDate: no service waits for assemble
    };

    /// `feed` outlives this.
    Publisher(Feed &feed, std::size_t services, Duration interval, Work work, QObject *parent = nullptr);

    void touch(std::size_t service, Urgency urgency);
    void touchAll(Urgency urgency);
    void stop();

    [[nodiscard]] std::uint64_t published() const { return m_published; }

private:
    void enqueue(std::size_t service);
    void schedule(Urgency urgency);
    void turn();

    Feed &m_feed;
    Duration m_interval;
    Work m_work;
    std::vector<bool> m_isDirty; ///< by service
    std::deque<std::size_t> m_dirty; ///< in the order they were touched
    QTimer m_timer;
    QElapsedTimer m_sincePublished; ///< invalid before the first
    std::uint64_t m_published = 0;
};

} // namespace readyroom::monitor
