// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/world.h"
#include "app/http/request.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QCoroTask>
#include <QString>
#include <QUrl>

#include <stop_token>

namespace readyroom::actions {

/// Whether a target is an http or https address.
[[nodiscard]] bool isHttpTarget(const QString &target);
/// The address. Kind::Config with a sentence, which leaves out what may be secret.
[[nodiscard]] Result<QUrl> httpTargetFrom(const QString &target);

/// A request to `url` with what the fleet file says about its origin: headers, credentials, TLS. Redirects are answers.
/// Fails as Credentials::of() does.
[[nodiscard]] QCoro::Task<Result<http::Request>> requestTo(World &world, QUrl url, Duration timeout,
                                                           std::stop_token stop);

} // namespace readyroom::actions
