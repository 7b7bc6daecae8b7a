// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace readyroom::monitor {

/// True when the kernel has a default route, for IPv4 or IPv6. Also true when that cannot be found out.
[[nodiscard]] bool hasDefaultRoute();

/// The same for the text of /proc/net/route and /proc/net/ipv6_route (proc(5)).
[[nodiscard]] bool hasDefaultRoute4(QByteArrayView table);
[[nodiscard]] bool hasDefaultRoute6(QByteArrayView table);

} // namespace readyroom::monitor
