// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"
#include "app/security/redactor.h"
#include "models/fleet/fleet.h"

#include <QByteArray>
#include <QString>

namespace readyroom::actions {

/// The request as it goes out, apart from what every request carries: request line, headers, body. Secrets are blotted
/// out.
[[nodiscard]] QString requestText(const http::Request &request, const QByteArray &method,
                                  const security::Redactor &redactor);

/// The same as a line with curl for a POSIX shell. A secret stands there as a variable, by the name that it has in the
/// environment where the fleet file takes it from there, else $TOKEN, $PASSWORD, $KEY_FILE or $SECRET; never its value.
[[nodiscard]] QString curlLine(const http::Request &request, const QByteArray &method, const fleet::Auth &auth,
                               const security::Redactor &redactor);

/// One word for a POSIX shell, in which each "•••" of `blotted` becomes the variable SECRET, expanded.
[[nodiscard]] QString shellWordOfBlotted(const QString &blotted, const QString &variable = QStringLiteral("SECRET"));

} // namespace readyroom::actions
