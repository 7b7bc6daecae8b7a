// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/adminapi.h"
#include "app/actions/etcdcluster.h"
#include "app/actions/provider.h"
#include "app/actions/world.h"

#include <QUrl>

#include <vector>

namespace readyroom::actions {

/// An etcd cluster by the JSON gateway of its members (etcd.io/docs/v3.4/dev-guide/api_grpc_gateway). `do`:
///
/// - transfer-leadership: POST /v3/maintenance/transfer-leadership to the member that leads, at its client URL. Any
///   other answers 412, "not leader";
/// - leader, which only reads: etcd::leaderJson().
///
/// Every member is asked for its own view, all at once; the cluster has a new leader when all that answer, and a
/// majority at least, say so. State of a preview: {"leader", "to": ids, "leaderName", "toName", "url": of the leader,
/// "urls": of all}.
class Etcd final : public Provider {
public:
    /// `world` outlives this.
    explicit Etcd(World &world);

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    /// Of `to`.
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    /// The members that the target knows, each asked at its own client URL, the one that is the target there.
    [[nodiscard]] QCoro::Task<Result<etcd::Cluster>> look(QUrl base, Duration timeout, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<etcd::Status>> statusOf(QUrl member, Duration timeout, std::stop_token stop);
    /// At the first of `bases` that answers: the target may be the one that has gone.
    [[nodiscard]] QCoro::Task<drills::Verification> lookForLeader(std::vector<QUrl> bases, QString id, Duration timeout,
                                                                  std::stop_token stop);

    World &m_world;
    AdminApi m_api;
};

} // namespace readyroom::actions
