// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QCoreApplication>

#include <map>

namespace readyroom::items {

/// The figures in the head of the Fleet page.
class FleetSummary {
    Q_DECLARE_TR_FUNCTIONS(readyroom::items::FleetSummary)
public:
    [[nodiscard]] static FleetSummary of(const fleet::FleetSnapshot &snapshot);

    int services = 0;
    int instances = 0;
    std::map<fleet::ServiceState, int> byState;
    Duration shortestInterval{0}; ///< between polls of endpoints that answer; 0 when not known yet
    Duration longestInterval{0};
    std::optional<Timestamp> oldest; ///< of the numbers on the tiles

    /// "12 services, 31 instances. Polled every 5 s, oldest number 72 s."
    [[nodiscard]] QString sentence(Timestamp now) const;
    [[nodiscard]] int count(fleet::ServiceState state) const;
};

/// The shortest time between polls among the endpoints of a service that answer; 0 when not known yet.
[[nodiscard]] Duration shortestPollInterval(const fleet::ServiceStatus &service);

} // namespace readyroom::items
