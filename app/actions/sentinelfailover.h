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

/// `do: sentinel-failover`: SENTINEL FAILOVER master, sent to a Sentinel. It promotes a replica of its own choice at
/// once, names it as the master after about a second, and turns the former master into a replica some ten seconds
/// later: until then two masters answer.
namespace readyroom::actions::redis {

/// `master` (the name under which Sentinel watches it). Refused without a replica that is well, and while a failover
/// goes on. Right after a failover it waits up to 25 s for the former master to become a replica, so that taking back
/// needs no patience of the caller. State: {"former": host:port}.
[[nodiscard]] QCoro::Task<Result<drills::Preview>> previewSentinel(World &world, drills::Act act, std::stop_token stop);
[[nodiscard]] QCoro::Task<drills::Outcome> runSentinel(World &world, drills::Act act, drills::Preview preview,
                                                       security::Permit permit, std::stop_token stop);
/// Confirmed when Sentinel names another master and that one says that it is. The time that is left is waited for the
/// former to follow; whether that was seen, or two masters still answer, is told.
[[nodiscard]] QCoro::Task<drills::Verification> verifySentinel(World &world, drills::Act act, drills::Preview preview,
                                                               Duration within, std::stop_token stop);
/// Names of the masters that the target watches.
[[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> masterChoices(World &world, drills::Act act,
                                                                             std::stop_token stop);

} // namespace readyroom::actions::redis
