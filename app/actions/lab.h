// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/adminapi.h"
#include "app/actions/laborder.h"
#include "app/actions/provider.h"
#include "app/actions/world.h"

#include <QJsonObject>

namespace readyroom::actions {

/// Orders to a service of the demo fleet over its control port: POST <target>/<do> with a JSON object. What it did is
/// read from the overview, GET <target>: as `verify` says, or what is known of the order (laborder.h).
///
/// State of a preview: {"overview"}.
class Lab final : public Provider {
public:
    /// `world` outlives this.
    explicit Lab(World &world)
        : m_world(world)
        , m_api(world)
    {
    }

    [[nodiscard]] QString name() const override;
    /// `do: overview`.
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    /// GET <target>/choices?action=<do>&argument=…
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    [[nodiscard]] QCoro::Task<http::Response> overview(drills::Act act, Duration longest, std::stop_token stop);
    [[nodiscard]] QCoro::Task<drills::Verification> look(drills::Act act, std::vector<lab::Expectation> expected,
                                                         Duration timeout, std::stop_token stop);
    /// What the service says of the values that the order has, where it tells: "3 · version 1.0, …".
    [[nodiscard]] QCoro::Task<QString> described(drills::Act act, std::stop_token stop);

    World &m_world;
    AdminApi m_api;
};

} // namespace readyroom::actions
