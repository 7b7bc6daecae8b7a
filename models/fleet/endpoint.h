// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace readyroom::fleet {

/// The fleet-file key of an endpoint. It says what the endpoint is *for*; its format is detected or forced apart from
/// it.
enum class EndpointKind { Health, Metrics, Breakers, Caches };

/// "health", "metrics", "breakers" or "caches".
[[nodiscard]] constexpr QLatin1StringView endpointKindName(EndpointKind kind)
{
    switch (kind) {
    case EndpointKind::Health:
        return QLatin1StringView("health");
    case EndpointKind::Metrics:
        return QLatin1StringView("metrics");
    case EndpointKind::Breakers:
        return QLatin1StringView("breakers");
    case EndpointKind::Caches:
        return QLatin1StringView("caches");
    }
    return QLatin1StringView();
}

/// Names one polled endpoint of one instance.
struct EndpointId {
    QString environment;
    QString service;
    QString instance; ///< host:port, as in the `instance` label
    EndpointKind kind = EndpointKind::Health;
    QString path; ///< path and query, as in the fleet file

    bool operator==(const EndpointId &) const = default;
};

} // namespace readyroom::fleet
