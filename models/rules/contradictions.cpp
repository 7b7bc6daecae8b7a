// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/contradictions.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <array>
#include <optional>

namespace readyroom::rules {

using namespace Qt::StringLiterals;
using fleet::BreakerState;

namespace {

bool isHealth(const fleet::EndpointStatus &endpoint)
{
    return endpoint.id.kind == fleet::EndpointKind::Health && endpoint.state == fleet::EndpointState::Ok;
}

/// What an instance says of its health as a whole, or nothing when it says nothing now.
std::optional<double> overallHealth(const fleet::InstanceStatus &instance)
{
    for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
        if (!isHealth(endpoint)) {
            continue;
        }
        for (const fleet::HealthComponent &component : endpoint.health) {
            if (component.path.isEmpty()) {
                return component.value;
            }
        }
        if (endpoint.health.empty()) {
            return 1.0; // a bare status code has no components; Ok means it was a good one
        }
    }
    return std::nullopt;
}

bool isDrained(const fleet::InstanceStatus &instance)
{
    static constexpr std::array words{"DRAIN"_L1, "DRAINING"_L1,    "DRAINED"_L1,
                                      "MAINT"_L1, "MAINTENANCE"_L1, "OUT_OF_SERVICE"_L1};
    return std::ranges::any_of(instance.endpoints, [](const fleet::EndpointStatus &endpoint) {
        return isHealth(endpoint) && std::ranges::any_of(endpoint.health, [](const fleet::HealthComponent &component) {
                   return !component.path.isEmpty() && std::ranges::any_of(words, [&component](QLatin1StringView word) {
                       return component.status.compare(word, Qt::CaseInsensitive) == 0;
                   });
               });
    });
}

bool isOpen(BreakerState state)
{
    return state == BreakerState::Open || state == BreakerState::ForcedOpen;
}

} // namespace

QStringList contradictions(const fleet::ServiceStatus &service)
{
    QStringList result;
    QMap<QString, double> health;
    bool healthyButDrained = false;
    for (const fleet::InstanceStatus &instance : service.instances) {
        if (const auto value = overallHealth(instance)) {
            health.insert(instance.instance, *value);
            healthyButDrained = healthyButDrained || (*value == 1.0 && isDrained(instance));
        }
    }
    QMap<QString, QSet<bool>> openness;
    QMap<QString, QString> upButOpen;
    for (const fleet::BreakerStatus &breaker : service.signals_.breakers) {
        openness[breaker.breaker].insert(isOpen(breaker.state));
        if (isOpen(breaker.state) && health.value(breaker.instance, 0.0) == 1.0) {
            upButOpen.insert(breaker.breaker, breaker.state == BreakerState::ForcedOpen ? u"FORCED OPEN"_s : u"OPEN"_s);
        }
    }
    for (auto it = upButOpen.cbegin(); it != upButOpen.cend(); ++it) {
        result << u"UP but breaker %1 %2"_s.arg(it.key(), it.value());
    }
    const auto healths = health.values();
    if (std::ranges::any_of(healths, [&healths](double value) { return value != healths.front(); })) {
        result << u"instances disagree"_s;
    }
    for (auto it = openness.cbegin(); it != openness.cend(); ++it) {
        if (it.value().size() > 1) {
            result << u"instances disagree on breaker %1"_s.arg(it.key());
        }
    }
    if (healthyButDrained) {
        result << u"healthy but drained"_s;
    }
    return result;
}

} // namespace readyroom::rules
