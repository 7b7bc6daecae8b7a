// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/haproxyorder.h"
#include "app/actions/haproxystate.h"
#include "app/actions/provider.h"
#include "app/actions/world.h"

namespace readyroom::actions {

/// `haproxy`: states and weights of servers, by the runtime socket (TCP or Unix; level admin) or, without weights, by
/// the form of the statistics page. A successful command is answered by an empty line and the form by 303 whatever it
/// did, so that only what is read back counts.
class Haproxy final : public Provider {
public:
    /// `world` outlives this.
    explicit Haproxy(World &world)
        : m_world(world)
    {
    }

    [[nodiscard]] QString name() const override { return QStringLiteral("haproxy"); }
    /// `do: servers`, as haproxyServers() has them.
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    /// Of `backend`, `server` (of the backend in the arguments) and `state`.
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    [[nodiscard]] QCoro::Task<Result<HaproxyState>> stateAt(QString target, Duration timeout, std::stop_token stop);
    [[nodiscard]] QCoro::Task<drills::Outcome> send(QString target, HaproxyOrder order, security::Permit permit,
                                                    std::stop_token stop);

    World &m_world;
};

} // namespace readyroom::actions
