// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/provider.h"
#include "app/actions/world.h"
#include "models/promql/value.h"
#include "models/readiness/threshold.h"

#include <optional>

namespace readyroom::actions {

/// What an expression comes to: the number of one series, or a list of the numbers of several, so that none hides
/// behind another. With `pass` whether each of them holds. Kind::Config when it yields nothing, NaN where `pass` has to
/// be judged, or something that is no number.
[[nodiscard]] Result<QJsonValue> promqlOutput(const Result<promql::QueryResult> &answer,
                                              const std::optional<readiness::Threshold> &pass);

/// A probe: PromQL, narrowed to `service` unless `scope` is fleet, asked of the series that Readyroom keeps or of a
/// Prometheus. With `within` and `pass` it is asked each half second until it holds. Changes nothing, so that there is
/// nothing to preview or to run.
class Promql final : public Provider {
public:
    /// `world` outlives this.
    explicit Promql(World &world)
        : m_world(world)
    {
    }

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
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
