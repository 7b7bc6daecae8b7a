// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/fleet.h"

namespace readyroom::fleet {

using namespace Qt::StringLiterals;

QString instanceLabel(const QUrl &baseUrl)
{
    QString host = baseUrl.host();
    if (host.contains(u':')) {
        host = u'[' + host + u']';
    }
    const int port = baseUrl.port(baseUrl.scheme() == "https"_L1 ? 443 : 80);
    return host + u':' + QString::number(port);
}

} // namespace readyroom::fleet
