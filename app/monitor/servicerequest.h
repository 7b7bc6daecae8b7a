// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"
#include "models/fleet/fleet.h"

#include <QByteArray>
#include <QUrl>

namespace readyroom::monitor {

/// A GET of `url`, of an instance of `service`, as the fleet file wants it to be asked: with the headers, credentials
/// and TLS settings of the service. `accept` gives way to a header of the service that chooses a format itself.
[[nodiscard]] http::Request serviceRequest(const fleet::Service &service, const QUrl &url,
                                           http::Credentials credentials, const QByteArray &accept);

} // namespace readyroom::monitor
