// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace readyroom::http {

[[nodiscard]] bool isHttps(const QUrl &url);
/// The URL's port, or its scheme's.
[[nodiscard]] int effectivePort(const QUrl &url);
/// "host:port", IPv6 in brackets: the key of HostGate.
[[nodiscard]] QString hostPort(const QUrl &url);
/// Same scheme, host and port (RFC 6454).
[[nodiscard]] bool sameOrigin(const QUrl &a, const QUrl &b);
/// localhost, *.localhost (RFC 6761), 127.0.0.0/8 or ::1.
[[nodiscard]] bool isLoopback(const QUrl &url);

} // namespace readyroom::http
