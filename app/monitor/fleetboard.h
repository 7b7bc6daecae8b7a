// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/endpointtracker.h"
#include "app/monitor/target.h"
#include "models/fleet/fleetsnapshot.h"
#include "models/rules/statejudge.h"

#include <cstddef>
#include <vector>

namespace readyroom::monitor {

/// Why judgement of a service is withheld, whatever its rules say.
enum class Suspension { None, Asleep, NetworkOut };

/// The status of every endpoint, and the services as they were last put together. Only what changed is put together
/// anew.
class FleetBoard final {
public:
    /// Both outlive this.
    FleetBoard(const fleet::Fleet &fleet, const std::vector<Target> &targets);

    [[nodiscard]] EndpointTracker &tracker(std::size_t target) { return m_trackers.at(target); }
    /// Every endpoint has answered, or failed twice.
    [[nodiscard]] bool isComplete();
    /// No endpoint of the service was polled since the machine woke up.
    [[nodiscard]] bool isAsleep(std::size_t service) const;

    /// Takes over the latest endpoints of a service, and tells how much of it has been heard of.
    [[nodiscard]] rules::Coverage gather(std::size_t service);
    /// Puts the rest of a service together; true when its state differs from before.
    bool assemble(std::size_t service, rules::Judgement judgement, const fleet::ServiceSignals &serviceSignals,
                  Suspension suspension, Timestamp at);

    [[nodiscard]] const std::vector<fleet::ServiceStatus> &services() const { return m_services; }

private:
    std::vector<EndpointTracker> m_trackers; ///< by target
    std::vector<std::size_t> m_firstTarget; ///< by service, and one past the last
    std::vector<fleet::ServiceStatus> m_services;
    std::size_t m_settled = 0; ///< targets known to be settled, from the front
};

} // namespace readyroom::monitor
