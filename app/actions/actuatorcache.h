// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/actuator.h"
#include "app/actions/adminapi.h"
#include "app/actions/provider.h"
#include "app/actions/world.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace readyroom::actions {

/// A cache of a cache manager.
struct ManagedCache {
    QString manager;
    QString name;
    bool operator==(const ManagedCache &) const = default;
};

/// Those that GET /actuator/caches names.
[[nodiscard]] std::vector<ManagedCache> cachesFrom(const QJsonObject &answer);

/// Empties caches by their endpoint of Spring Boot Actuator: DELETE /actuator/caches/<name>[?cacheManager=…], or
/// DELETE /actuator/caches for all. The name is looked up first: one that is not known, or is one of several managers
/// while none is named, is refused.
///
/// Nothing tells directly whether a cache is empty. It is confirmed when cache.size of /actuator/metrics has fallen,
/// refuted when it has not, and unknown where there is no such metric, as with caches that do not count.
///
/// State of a preview: {"size": entries before}, where that is known.
class ActuatorCache final : public Provider {
public:
    /// `world` outlives this.
    explicit ActuatorCache(World &world)
        : m_world(world)
        , m_api(world)
    {
    }

    [[nodiscard]] QString name() const override;
    /// `do: read`: {"caches": [{"name", "manager"}], "size": entries of all these, where a metric tells}. `cache` and
    /// `manager` narrow it.
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    /// Of `cache` and `manager`.
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    [[nodiscard]] QCoro::Task<Result<std::vector<ManagedCache>>> caches(drills::Act act, Duration longest,
                                                                        std::stop_token stop);
    /// How many entries the caches that are meant hold now, where a metric says so.
    [[nodiscard]] QCoro::Task<std::optional<double>> size(drills::Act act, Duration longest, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> metric(drills::Act act, QString query, Duration longest,
                                                          std::stop_token stop);
    [[nodiscard]] QCoro::Task<drills::Verification> look(drills::Act act, std::optional<double> before,
                                                         Duration timeout, std::stop_token stop);

    World &m_world;
    AdminApi m_api;
};

} // namespace readyroom::actions
