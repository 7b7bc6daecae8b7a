// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/origin.h"

#include <arpa/inet.h>

#include <array>

namespace readyroom::http {

using namespace Qt::StringLiterals;

bool isHttps(const QUrl &url)
{
    return url.scheme() == "https"_L1;
}

int effectivePort(const QUrl &url)
{
    return url.port(isHttps(url) ? 443 : 80);
}

QString hostPort(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    const QString port = QString::number(effectivePort(url));
    return host.contains(u':') ? QString(u'[' % host % u"]:"_s % port) : QString(host % u':' % port);
}

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && effectivePort(a) == effectivePort(b);
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    if (host == "localhost"_L1 || host.endsWith(".localhost"_L1) || host == "::1"_L1) {
        return true;
    }
    std::array<unsigned char, 4> address{};
    return inet_pton(AF_INET, host.toLatin1().constData(), address.data()) == 1 && address[0] == 127;
}

} // namespace readyroom::http
