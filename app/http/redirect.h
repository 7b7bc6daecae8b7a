// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"
#include "models/ports/error.h"

#include <QByteArrayView>

namespace readyroom::http {

/// 301, 302, 303, 307 and 308; others (300, 304, …) are answers.
[[nodiscard]] bool isRedirect(int status);

/// The request that follows a redirect (RFC 9110 section 15.4). What belongs to an origin is dropped when the target is
/// another one. Errors: Kind::Http when the target is unusable, or must not be followed for safety.
[[nodiscard]] Result<Request> redirected(Request request, int status, QByteArrayView location);

/// A method of RFC 9110 or any other word that may stand in its place.
[[nodiscard]] bool isMethod(QByteArrayView text);

/// Whether the request changes nothing, as far as its head tells. Errors: Kind::Config.
[[nodiscard]] Result<void> checkReadsOnly(const Request &request);

/// Whether the request makes sense: scheme, host, no line breaks smuggled into headers. Errors: Kind::Config.
/// Also moves user info from the URL into the credentials when there are none.
[[nodiscard]] Result<Request> checked(Request request);

} // namespace readyroom::http
