// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/provider.h"
#include "app/actions/world.h"
#include "app/load/loadclient.h"

namespace readyroom::actions {

/// Users who ask a service, each one request after the other (load::run). One act for all its instances, which stand
/// in `targets`. Only for instances of the fleet, and not in production (an environment whose name has to be typed),
/// unless the fleet file allows it there.
///
/// Its output is what was measured (load::toJson()). With `limits` it is confirmed when each of them holds.
class Load final : public Provider {
public:
    /// `world` outlives this.
    explicit Load(World &world)
        : m_world(world)
    {
    }

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    /// Tells p95, throughput and success of the last second.
    [[nodiscard]] QCoro::Task<drills::Outcome> runTelling(drills::Act act, drills::Preview preview,
                                                          security::Permit permit, Telling telling,
                                                          std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    [[nodiscard]] QCoro::Task<Result<load::Plan>> planOf(drills::Act act, std::stop_token stop);
    /// Why it must not be done, sentence by sentence.
    [[nodiscard]] QStringList refusals(const load::Plan &plan) const;

    World &m_world;
};

} // namespace readyroom::actions
