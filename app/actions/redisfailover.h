// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/world.h"
#include "app/security/permit.h"
#include "models/drills/act.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QCoroTask>

#include <stop_token>
#include <vector>

/// `do: failover` of Redis (6.2 or newer): FAILOVER TO host port TIMEOUT ms, sent to the master. It holds writes back
/// until the replica has everything, and then both change their roles; when that takes longer than the timeout, nothing
/// has changed.
namespace readyroom::actions::redis {

/// `to` (host:port as the master knows it; absent: the replica that lags least). Refused on a replica, without a
/// connected replica, and while another failover goes on. State: {"to", "former": the master as its replica knows it}.
[[nodiscard]] QCoro::Task<Result<drills::Preview>> previewFailover(World &world, drills::Act act, std::stop_token stop);
[[nodiscard]] QCoro::Task<drills::Outcome> runFailover(World &world, drills::Act act, drills::Preview preview,
                                                       security::Permit permit, std::stop_token stop);
/// Both roles: the new one is the master, and the former a replica of it.
[[nodiscard]] QCoro::Task<drills::Verification> verifyFailover(World &world, drills::Act act, drills::Preview preview,
                                                               Duration within, std::stop_token stop);
/// Replicas that are connected to the target.
[[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> replicaChoices(World &world, drills::Act act,
                                                                              std::stop_token stop);

} // namespace readyroom::actions::redis
