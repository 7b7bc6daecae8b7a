// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/adminapi.h"
#include "app/actions/world.h"
#include "models/drills/act.h"
#include "models/ports/error.h"

#include <QCoroTask>
#include <QString>

#include <stop_token>

/// What the providers for the endpoints of Spring Boot Actuator have in common (docs.spring.io, api/rest/actuator).
namespace readyroom::actions::actuator {

/// A GET of `endpoint` ("/caches") below `path` of the arguments, /actuator unless something is said. Kind::Config
/// with a sentence.
[[nodiscard]] Result<AdminCall> callOf(const drills::Act &act, const QString &endpoint);

/// A name as one segment of a path, or as a value of a query.
[[nodiscard]] QString encoded(const QString &name);

/// The JSON object of an answer. Kind::NotExposed when the endpoint is not there, otherwise as jsonOf().
[[nodiscard]] Result<QJsonObject> objectOf(const http::Response &response, const AdminCall &call);

/// The preview with the request that `call` is, as text and as a line with curl. Fails as the credentials of the target
/// do.
[[nodiscard]] QCoro::Task<Result<drills::Preview>> withRequest(World &world, drills::Preview preview, AdminCall call,
                                                               std::stop_token stop);

} // namespace readyroom::actions::actuator
