// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/fleetfeed.h"

#include <memory>
#include <mutex>

namespace readyroom::monitor {

/// Carries snapshots from the engine thread to the thread this object lives on. The latest wins: however fast they are
/// published, at most one event waits in the receiving loop.
class Feed final : public FleetFeed {
    Q_OBJECT
public:
    explicit Feed(QObject *parent = nullptr);

    [[nodiscard]] std::shared_ptr<const fleet::FleetSnapshot> latest() const override { return m_latest; }

    /// From any thread.
    void publish(std::shared_ptr<const fleet::FleetSnapshot> snapshot);

private:
    void take();

    std::shared_ptr<const fleet::FleetSnapshot> m_latest;
    std::mutex m_mutex;
    std::shared_ptr<const fleet::FleetSnapshot> m_pending;
};

} // namespace readyroom::monitor
