// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/eventtone.h"

#include "ui/widgets/statewords.h"

namespace readyroom::widgets {

using namespace Qt::StringLiterals;
using fleet::ServiceState;
using journal::EventKind;
using paint::Tone;

namespace {

Tone toneOfState(const QString &name)
{
    for (const ServiceState state : {ServiceState::Ok, ServiceState::Warning, ServiceState::Critical,
                                     ServiceState::Unknown, ServiceState::Asleep}) {
        if (fleet::serviceStateName(state) == name) {
            return toneOf(state);
        }
    }
    return Tone::Unknown;
}

Tone toneOfVerdict(const QString &verdict)
{
    return verdict == "GO"_L1 ? Tone::Ok : verdict == "NO-GO"_L1 ? Tone::Critical : Tone::Warning;
}

Tone toneOfOutcome(const QString &outcome)
{
    return outcome == "pass"_L1   ? Tone::Ok
        : outcome == "partial"_L1 ? Tone::Warning
        : outcome == "fail"_L1    ? Tone::Critical
                                  : Tone::Unknown;
}

} // namespace

Tone toneOf(const journal::Event &event)
{
    const auto detail = [&event](QLatin1StringView key) { return event.detail.value(key).toString(); };
    switch (event.kind) {
    case EventKind::ServiceState:
        return toneOfState(detail("to"_L1));
    case EventKind::BreakerState:
        return toneOf(fleet::breakerStateFromName(detail("to"_L1)));
    case EventKind::EndpointFailed:
    case EventKind::Incident:
        return Tone::Critical;
    case EventKind::EndpointRecovered:
        return Tone::Ok;
    case EventKind::Armed:
    case EventKind::Refused:
        return Tone::Warning;
    case EventKind::Drill:
        return event.detail.value("deviated"_L1).toBool() ? Tone::Critical : Tone::Ok;
    case EventKind::SignOff:
    case EventKind::Assessment:
        return toneOfVerdict(detail("verdict"_L1));
    case EventKind::Evidence:
        return toneOfOutcome(detail("outcome"_L1));
    case EventKind::Action:
    case EventKind::Acknowledged:
    case EventKind::ReadinessDecision:
        return Tone::Accent;
    case EventKind::Started:
    case EventKind::FleetReloaded:
    case EventKind::Disarmed:
    case EventKind::Note:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

} // namespace readyroom::widgets
