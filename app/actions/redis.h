// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/provider.h"
#include "app/actions/world.h"

namespace readyroom::actions {

/// Redis and Redis Sentinel in RESP2. `do`: delete, delete-pattern (redisdelete.h), failover
/// (redisfailover.h), sentinel-failover (sentinelfailover.h); role, which only reads (redisreplication.h).
class Redis final : public Provider {
public:
    /// `world` outlives this.
    explicit Redis(World &world);

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    /// Of `to` and `master`.
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    World &m_world;
};

} // namespace readyroom::actions
