// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/world.h"
#include "app/security/permit.h"
#include "models/drills/act.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QCoroTask>

#include <stop_token>

/// `do: delete` and `do: delete-pattern` of Redis. Deleting is by UNLINK, which frees the memory in the background;
/// keys of a pattern are found by SCAN, which never holds up the server, not by KEYS. Nothing brings them back.
namespace readyroom::actions::redis {

/// `key`. State: {"exists", "ttl": PTTL in ms, negative: for ever}.
[[nodiscard]] QCoro::Task<Result<drills::Preview>> previewDelete(World &world, drills::Act act, std::stop_token stop);
[[nodiscard]] QCoro::Task<drills::Outcome> runDelete(World &world, drills::Act act, security::Permit permit,
                                                     std::stop_token stop);
/// That the key is not there. A key that is there again is seen as deleted when it lives longer than before, since a
/// time to live only falls until somebody writes.
[[nodiscard]] QCoro::Task<drills::Verification> verifyDelete(World &world, drills::Act act, drills::Preview preview,
                                                             drills::Outcome outcome, Duration within,
                                                             std::stop_token stop);

/// `pattern` (a glob), `batch` (keys in one UNLINK, and COUNT of SCAN; 500), `limit` (100000): when more keys match it
/// is refused. State: {"matches"}.
[[nodiscard]] QCoro::Task<Result<drills::Preview>> previewPattern(World &world, drills::Act act, std::stop_token stop);
/// Stops between batches: what is deleted by then is deleted, and counted.
[[nodiscard]] QCoro::Task<drills::Outcome> runPattern(World &world, drills::Act act, security::Permit permit,
                                                      std::stop_token stop);
/// That no key matches any more. SCAN returns every key that is there from its begin to its end, so what matches after
/// a whole run has been written since; whether by that or for another reason cannot be read: Unknown.
[[nodiscard]] QCoro::Task<drills::Verification> verifyPattern(World &world, drills::Act act, drills::Outcome outcome,
                                                              Duration within, std::stop_token stop);

} // namespace readyroom::actions::redis
