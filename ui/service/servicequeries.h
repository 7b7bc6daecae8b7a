// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QString>

namespace readyroom::service {

/// The PromQL of the Service page, over the normalised signals of one service.
class ServiceQueries final {
public:
    ServiceQueries() = default;
    explicit ServiceQueries(const fleet::ServiceStatus &service);

    /// One line per quantile.
    [[nodiscard]] QString latencyQuantiles() const;
    [[nodiscard]] QString latencyMean() const;
    /// What polling each kind of endpoint takes: for services that tell no latency of their own.
    [[nodiscard]] QString probeSeconds() const;
    [[nodiscard]] QString requestRate() const;
    /// Errors per second.
    [[nodiscard]] QString errorRate() const;
    /// One line per cache.
    [[nodiscard]] QString cacheHitRatio() const;
    [[nodiscard]] QString cacheHitsRate() const;
    [[nodiscard]] QString cacheMissesRate() const;
    /// One line per resource or pool, 0…1.
    [[nodiscard]] QString saturation() const;
    [[nodiscard]] QString poolUsedRatio() const;

    bool operator==(const ServiceQueries &) const = default;

private:
    [[nodiscard]] QString select(QLatin1StringView metric, QLatin1StringView more = {}) const;

    QString m_matchers;
};

} // namespace readyroom::service
