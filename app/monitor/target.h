// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleet.h"
#include "models/series/labels.h"

#include <QUrl>

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

namespace readyroom::monitor {

/// One endpoint of one instance: what is polled.
struct Target {
    fleet::EndpointId id;
    fleet::Endpoint endpoint;
    std::size_t service = 0; ///< index in Fleet::services
    QUrl url; ///< what is asked for
    QString hostPort; ///< as HostGate counts; equal to id.instance
    series::Labels labels; ///< job, instance, service, environment: on every series of this target
};

/// Every endpoint of every instance, in fleet-file order: services, then instances, then endpoints.
[[nodiscard]] std::vector<Target> targetsOf(const fleet::Fleet &fleet);

/// Finds targets by what answers call them.
class TargetIndex final {
public:
    explicit TargetIndex(const std::vector<Target> &targets);
    /// Absent for an endpoint that is none of the targets.
    [[nodiscard]] std::optional<std::size_t> find(const fleet::EndpointId &id) const;

private:
    struct Hash {
        std::size_t operator()(const fleet::EndpointId &id) const;
    };
    std::unordered_map<fleet::EndpointId, std::size_t, Hash> m_byId;
};

/// A path (with query) below a base URL; the base may have a path of its own.
[[nodiscard]] QUrl endpointUrl(const QUrl &base, const QString &path);

} // namespace readyroom::monitor
