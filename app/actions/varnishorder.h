// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleet.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QUrl>

#include <optional>
#include <variant>

namespace readyroom::actions {

/// An invalidation over HTTP. What a VCL understands is its own; these are the usual ways.
struct VarnishInvalidation {
    enum class How { Purge, Ban, Xkey, SoftPurge };
    How how = How::Purge;
    QByteArray method = {}; ///< PURGE; BAN for a ban
    QString path = {}; ///< from "/" on, with its query, percent-encoded
    bool canary = false; ///< the path was given: what is there tells whether it worked
    QString host = {}; ///< empty: that of the target
    QByteArray header = {}; ///< that says what; empty for a purge of the path
    QString what = {}; ///< the key, or the expression of a ban
    QString admin = {}; ///< admin socket, host:port, where a ban can be looked for; empty: none
    bool operator==(const VarnishInvalidation &) const = default;
};

/// Another VCL, by the admin socket.
struct VarnishUse {
    QString vcl;
    bool operator==(const VarnishUse &) const = default;
};

/// The health of a backend, by the admin socket.
struct VarnishHealth {
    QString backend; ///< "origin" or "boot.origin"
    QString health; ///< "auto", "healthy" or "sick"
    bool operator==(const VarnishHealth &) const = default;
};

struct VarnishOrder {
    std::variant<VarnishInvalidation, VarnishUse, VarnishHealth> what;
    std::optional<fleet::SecretRef> secret = {}; ///< of the admin socket
    Duration timeout{3000};
    bool operator==(const VarnishOrder &) const = default;
};

/// Kind::Config with a sentence. No name, key or expression can end the line that it is put into.
[[nodiscard]] Result<VarnishOrder> varnishOrderFrom(const QJsonObject &arguments);
/// `secret` of the arguments, {env: …} or {file: …}; absent where there is none.
[[nodiscard]] Result<std::optional<fleet::SecretRef>> varnishSecretFrom(const QJsonObject &arguments);
/// Only how to reach the admin socket, for what is no whole order.
[[nodiscard]] Result<VarnishOrder> varnishAccessFrom(const QJsonObject &arguments);

/// The path below the base URL `target`. Kind::Config when that makes no address.
[[nodiscard]] Result<QUrl> varnishUrl(const QString &target, const QString &path);

} // namespace readyroom::actions
