// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "models/journal/event.h"

#include <QHash>

#include <memory>
#include <vector>

namespace readyroom::journal {

/// Tells from one snapshot of the fleet to the next what happened: the first state of each service once it is known,
/// each transition of a service and of a breaker, each endpoint that fails after it answered (or never did) and that
/// answers again. A service has a first state once each of its endpoints was asked; one that is `unknown` because
/// nothing was heard of it yet has none. A breaker that is
/// closed when first seen is not told; any other first state of a breaker is. Asleep, and a network of our own that is
/// out, are states of this workstation: entering and leaving them is told as a transition, but no endpoint failure is
/// told meanwhile, nor one of a poll that began meanwhile. `by` is left to whoever records the events, which are dated
/// as of the snapshot.
class FleetObserver final {
public:
    FleetObserver();
    ~FleetObserver();
    FleetObserver(const FleetObserver &) = delete;
    FleetObserver &operator=(const FleetObserver &) = delete;

    [[nodiscard]] std::vector<Event> observe(const fleet::FleetSnapshot &snapshot);
    /// The same for one service of a snapshot, which is taken at `at` with this `notice`.
    [[nodiscard]] std::vector<Event> observe(const fleet::ServiceStatus &service, Timestamp at, const QString &notice);

private:
    struct Known;
    QHash<QString, std::shared_ptr<Known>> m_services; ///< by environment and name
};

} // namespace readyroom::journal
