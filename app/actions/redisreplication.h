// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/world.h"
#include "models/drills/act.h"
#include "models/ports/error.h"

#include <QByteArray>
#include <QCoroTask>
#include <QJsonObject>
#include <QJsonValue>

#include <stop_token>

/// `do: role`: what a Redis or a Sentinel says of itself, in the words of INFO (redis.io/commands/info).
namespace readyroom::actions::redis {

/// Of `INFO replication`. A master: {"role": "master", "connected_slaves", "master_repl_offset", "replicas":
/// [{"address", "state", "offset", "lag"}]}. A replica: {"role": "slave", "master": host:port, "master_link_status",
/// "master_sync_in_progress", "slave_repl_offset", "connected_slaves"}. Empty where it names no role, as that of a
/// Sentinel.
[[nodiscard]] QJsonObject replicationJson(const QByteArray &info);

/// Of `INFO sentinel`: {"role": "sentinel", "masters": [{"name", "status", "address", "slaves", "sentinels"}]}. Empty
/// where it is none.
[[nodiscard]] QJsonObject sentinelJson(const QByteArray &info);

/// Either, of the target. Kind::Parse when it is neither.
[[nodiscard]] QCoro::Task<Result<QJsonValue>> readRole(World &world, drills::Act act, std::stop_token stop);

} // namespace readyroom::actions::redis
