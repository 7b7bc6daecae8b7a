// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/varnishcontrol.h"
#include "app/actions/world.h"
#include "models/drills/act.h"
#include "models/ports/error.h"

#include <QCoroTask>
#include <QJsonValue>
#include <QString>

#include <stop_token>

/// What a probe reads of Varnish.
namespace readyroom::actions {

/// Those of the active VCL: [{"name": "boot.origin", "healthy": requests are sent to it, "health": what is set, auto,
/// healthy or sick, "probed", "director"}]. With `name`, whole or within its VCL, that one object. Kind::Config for one
/// that there is not, or that there are several of.
[[nodiscard]] Result<QJsonValue> varnishBackendsJson(const std::vector<VarnishBackend> &backends, const QString &name);
/// [{"name", "active", "state", "temperature"}], or the one called `name`. Kind::Config as above.
[[nodiscard]] Result<QJsonValue> varnishVclsJson(const std::vector<VarnishVcl> &vcls, const QString &name);

/// `do`: backends and vcls, of the admin socket; lookup, of a `path` over HTTP: {"hit", "miss", "object", "age"?} by
/// the headers of the answer, whatever its status. As any GET, a lookup of what is not in the cache loads it.
[[nodiscard]] QCoro::Task<Result<QJsonValue>> readVarnish(World &world, drills::Act act, std::stop_token stop);

} // namespace readyroom::actions
