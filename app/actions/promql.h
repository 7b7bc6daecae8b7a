// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/provider.h"
#include "app/actions/world.h"

namespace readyroom::actions {

/// A number by PromQL: of a steady state, or waited for. It changes nothing, so it is only ever a probe. Arguments:
/// `expr`, narrowed to `service` unless `scope` is fleet; of several series the `highest` counts, or with `worst:
/// lowest` the lowest. With `pass` the output is whether it holds, of each series, and with `within` it is asked until
/// it does.
class Promql final : public Provider {
public:
    /// `world` outlives this.
    explicit Promql(World &world)
        : m_world(world)
    {
    }

    [[nodiscard]] QString name() const override;
    /// A number, or true and false. Kind::Config when there is no series, or no way to ask.
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;

    /// Kind::Unsupported all of them: nothing can be done by PromQL.
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    World &m_world;
};

} // namespace readyroom::actions
