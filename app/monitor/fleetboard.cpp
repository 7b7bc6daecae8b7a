// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/fleetboard.h"

#include "models/rules/contradictions.h"

#include <algorithm>
#include <utility>

namespace readyroom::monitor {

using namespace Qt::StringLiterals;
using fleet::ServiceState;

FleetBoard::FleetBoard(const fleet::Fleet &fleet, const std::vector<Target> &targets)
{
    m_trackers.reserve(targets.size());
    for (const Target &target : targets) {
        m_trackers.emplace_back(target.id, target.endpoint);
    }
    m_services.reserve(fleet.services.size());
    std::size_t target = 0;
    for (std::size_t i = 0; i < fleet.services.size(); ++i) {
        m_firstTarget.push_back(target);
        while (target < targets.size() && targets[target].service == i) {
            ++target;
        }
        const fleet::Service &service = fleet.services[i];
        m_services.push_back({.name = service.name, .environment = service.environment, .owner = service.owner});
    }
    m_firstTarget.push_back(target);
}

bool FleetBoard::isComplete()
{
    while (m_settled < m_trackers.size() && m_trackers[m_settled].isSettled()) {
        ++m_settled;
    }
    return m_settled == m_trackers.size();
}

bool FleetBoard::isAsleep(std::size_t service) const
{
    const auto first = m_trackers.begin() + static_cast<std::ptrdiff_t>(m_firstTarget.at(service));
    const auto last = m_trackers.begin() + static_cast<std::ptrdiff_t>(m_firstTarget.at(service + 1));
    return first != last && std::all_of(first, last, [](const EndpointTracker &t) { return t.isAsleep(); });
}

rules::Coverage FleetBoard::gather(std::size_t service)
{
    std::vector<fleet::InstanceStatus> &instances = m_services.at(service).instances;
    instances.clear();
    for (std::size_t i = m_firstTarget.at(service); i < m_firstTarget.at(service + 1); ++i) {
        const EndpointTracker &tracker = m_trackers[i];
        if (instances.empty() || instances.back().instance != tracker.status().id.instance) {
            instances.push_back({.instance = tracker.status().id.instance, .up = false, .endpoints = {}});
        }
        instances.back().up = instances.back().up || tracker.isUp();
        instances.back().endpoints.push_back(tracker.status());
    }
    return rules::coverageOf(instances);
}

bool FleetBoard::assemble(std::size_t service, rules::Judgement judgement, const fleet::ServiceSignals &serviceSignals,
                          Suspension suspension, Timestamp at)
{
    fleet::ServiceStatus &status = m_services.at(service);
    const ServiceState before = status.state;
    if (suspension != Suspension::None) {
        const bool asleep = suspension == Suspension::Asleep;
        judgement.state = asleep ? ServiceState::Asleep : ServiceState::Unknown;
        judgement.since = before == judgement.state ? status.stateSince : at;
        judgement.reasons = {{.rule = {},
                              .severity = judgement.state,
                              .text = asleep ? u"this workstation was asleep and has not asked again yet"_s
                                             : u"this workstation's own network is out"_s,
                              .since = judgement.since}};
    }
    status.state = judgement.state;
    status.stateSince = judgement.since;
    status.reasons = std::move(judgement.reasons);
    status.signals_ = serviceSignals;
    status.contradictions = rules::contradictions(status);
    return status.state != before;
}

} // namespace readyroom::monitor
