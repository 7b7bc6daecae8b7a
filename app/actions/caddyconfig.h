// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <vector>

/// What a configuration of Caddy says, and what becomes of it: JSON as of caddyserver.com/docs/json.
namespace readyroom::actions::caddy {

/// An object with "@id" that has a list of upstreams.
struct Pool {
    QString id; ///< empty: it has none
    QJsonArray upstreams;
    bool operator==(const Pool &) const = default;
};

/// Addresses of a list of upstreams; an upstream without one is "?".
[[nodiscard]] QStringList dialsOf(const QJsonArray &upstreams);

/// The list to send for what the arguments say: texts ("10.0.0.1:8080", several of them with commas between) or
/// upstreams as Caddy has them. An address that is in `present` keeps what is said there about it. Kind::Config with a
/// sentence: no upstream, or not an address.
[[nodiscard]] Result<QJsonArray> upstreamsFrom(const QJsonValue &argument, const QJsonArray &present);

/// The reverse: an upstream that has nothing but an address as a text.
[[nodiscard]] QJsonArray argumentFrom(const QJsonArray &upstreams);

/// All lists of upstreams, in the order of their places.
[[nodiscard]] std::vector<Pool> poolsOf(const QJsonValue &config);

/// Why `wanted` must not replace `present`, sentence by sentence: it is empty, serves nothing any more, has a list of
/// upstreams without one, or moves the admin endpoint, behind which nobody could take it back.
[[nodiscard]] QStringList refusalsOf(const QJsonObject &wanted, const QJsonObject &present);

/// What becomes different, e.g. "upstreams of rp: 10.0.0.1:80 → 10.0.0.2:80", at most twelve; empty: nothing that has
/// to do with servers and upstreams.
[[nodiscard]] QStringList differences(const QJsonObject &present, const QJsonObject &wanted);

} // namespace readyroom::actions::caddy
