// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QByteArray>
#include <QJsonValue>
#include <QMap>
#include <QString>

namespace readyroom::actions::caddy {

/// The metric caddy_reverse_proxy_upstreams_healthy of a page in the Prometheus text format: whether Caddy sends
/// requests to an address. Caddy counts it every 10 s. Empty where the page does not have it.
[[nodiscard]] QMap<QString, bool> healthyFrom(const QByteArray &metrics);

/// What a probe reads: the list of /reverse_proxy/upstreams, {"address", "num_requests", "fails"}, each with "healthy"
/// where that is known. With `upstream`, an address, that one object. Kind::Config for one that there is not;
/// Kind::Parse when `upstreams` is no list.
[[nodiscard]] Result<QJsonValue> healthJson(const QJsonValue &upstreams, const QMap<QString, bool> &healthy,
                                            const QString &upstream);

} // namespace readyroom::actions::caddy
