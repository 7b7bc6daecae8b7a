// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/fleetsnapshot.h"

#include <array>

namespace readyroom::fleet {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array breakerNames{"closed"_L1,   "open"_L1,         "half_open"_L1, "forced_open"_L1,
                                  "disabled"_L1, "metrics_only"_L1, "unknown"_L1};

} // namespace

QString serviceStateName(ServiceState state)
{
    switch (state) {
    case ServiceState::Ok:
        return u"ok"_s;
    case ServiceState::Unknown:
        return u"unknown"_s;
    case ServiceState::Asleep:
        return u"asleep"_s;
    case ServiceState::Warning:
        return u"warning"_s;
    case ServiceState::Critical:
        return u"critical"_s;
    }
    return {};
}

QString endpointStateName(EndpointState state)
{
    switch (state) {
    case EndpointState::Pending:
        return u"pending"_s;
    case EndpointState::Ok:
        return u"ok"_s;
    case EndpointState::Failed:
        return u"failed"_s;
    case EndpointState::NotExposed:
        return u"not_exposed"_s;
    case EndpointState::Stale:
        return u"stale"_s;
    }
    return {};
}

QString breakerStateName(BreakerState state)
{
    return breakerNames.at(static_cast<std::size_t>(state));
}

BreakerState breakerStateFromName(QStringView name)
{
    for (std::size_t i = 0; i < breakerNames.size(); ++i) {
        if (name == breakerNames.at(i)) {
            return static_cast<BreakerState>(i);
        }
    }
    return BreakerState::Unknown;
}

} // namespace readyroom::fleet
