// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/provider.h"
#include "app/actions/world.h"

namespace readyroom::actions {

/// `varnish`: PURGE, BAN and purges by key over HTTP, in the way that the VCL has them; another VCL and the health of
/// backends by the admin socket.
class Varnish final : public Provider {
public:
    /// `world` outlives this.
    explicit Varnish(World &world)
        : m_world(world)
    {
    }

    [[nodiscard]] QString name() const override { return QStringLiteral("varnish"); }
    /// As readVarnish().
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    /// Of `vcl` and `backend`, by the admin socket, and `health`.
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    World &m_world;
};

} // namespace readyroom::actions
