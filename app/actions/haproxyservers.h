// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/haproxystate.h"
#include "models/ports/error.h"

#include <QJsonValue>
#include <QString>

namespace readyroom::actions {

/// What a probe reads of servers: a list of {"backend", "server", "address", "state": ready, drain or maint, as it is
/// set, "status": as the statistics have it, "operational": stopped, starting, running or stopping, "weight",
/// "initial": the weight of the configuration, "sessions", "usable": it may be given traffic, "backup"}. What HAProxy
/// does not tell is left out.
///
/// `backend` and `server` narrow it; empty: all. With both it is that one object. Kind::Config for a name that there is
/// not.
[[nodiscard]] Result<QJsonValue> haproxyServers(const HaproxyState &state, const QString &backend,
                                                const QString &server);

} // namespace readyroom::actions
