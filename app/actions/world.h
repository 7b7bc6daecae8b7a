// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/transport.h"
#include "app/monitor/credentials.h"
#include "app/security/vault.h"
#include "models/fleet/fleet.h"
#include "models/ports/querysource.h"
#include "models/ports/timesource.h"

#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>

namespace readyroom::actions {

/// What providers act with. Made on the action thread, which owns it; outlives the providers.
struct World {
    const fleet::Fleet &fleet; ///< for what it says about the instance that is asked: headers, credentials, TLS
    QStringList loadAllowed; ///< production environments in which a load may run all the same
    std::shared_ptr<const TimeSource> time;
    security::Vault vault;
    http::Transport &transport;
    monitor::Credentials &credentials;
    QuerySource *queries = nullptr; ///< null: promql cannot be asked
};

/// The service of the fleet that has an instance at the origin of `url`, or null. What the fleet file says about it
/// (headers, credentials, TLS) is for this origin only.
[[nodiscard]] const fleet::Service *serviceAt(const fleet::Fleet &fleet, const QUrl &url);

} // namespace readyroom::actions
