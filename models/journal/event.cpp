// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/event.h"

#include <algorithm>
#include <array>
#include <utility>

namespace readyroom::journal {

using namespace Qt::StringLiterals;

namespace {

using enum EventKind;

constexpr std::array kinds{Started,           ServiceState,  BreakerState, EndpointFailed,
                           EndpointRecovered, FleetReloaded, Acknowledged, Armed,
                           Disarmed,          Refused,       Action,       Drill,
                           SignOff,           Incident,      Note,         ReadinessDecision,
                           Evidence,          Assessment};
constexpr std::array names{"started"_L1,
                           "service_state"_L1,
                           "breaker_state"_L1,
                           "endpoint_failed"_L1,
                           "endpoint_recovered"_L1,
                           "fleet_reloaded"_L1,
                           "acknowledged"_L1,
                           "armed"_L1,
                           "disarmed"_L1,
                           "refused"_L1,
                           "action"_L1,
                           "drill"_L1,
                           "sign_off"_L1,
                           "incident"_L1,
                           "note"_L1,
                           "readiness_decision"_L1,
                           "evidence"_L1,
                           "assessment"_L1};
static_assert(kinds.size() == names.size());

} // namespace

QString eventKindName(EventKind kind)
{
    return names.at(static_cast<std::size_t>(kind));
}

std::optional<EventKind> eventKindFromName(QStringView name)
{
    const auto *const found = std::ranges::find_if(names, [name](QLatin1StringView known) { return name == known; });
    if (found == names.end()) {
        return std::nullopt;
    }
    return kinds.at(static_cast<std::size_t>(found - names.begin()));
}

std::span<const EventKind> allEventKinds()
{
    return kinds;
}

} // namespace readyroom::journal
