// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/networkjudge.h"

#include <QHostAddress>

#include <algorithm>

namespace readyroom::monitor {

using namespace Qt::StringLiterals;

bool NetworkJudge::isLoopback(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || host.endsWith(".localhost"_L1, Qt::CaseInsensitive)
        || QHostAddress(host).isLoopback();
}

bool NetworkJudge::reached(const Answer &answer)
{
    if (!answer.error) {
        return true;
    }
    switch (answer.error->kind) {
    case Error::Kind::Dns:
    case Error::Kind::Connect:
        return false;
    case Error::Kind::Timeout:
        return answer.timings.connect.count() >= 0;
    default:
        return true;
    }
}

void NetworkJudge::addHost(const QString &host)
{
    if (!isLoopback(host)) {
        m_hosts.insert(host, Seen::Nothing);
    }
}

void NetworkJudge::record(const QString &host, bool reached)
{
    const auto it = m_hosts.find(host);
    if (it != m_hosts.end()) {
        *it = reached ? Seen::Reached : Seen::Unreachable;
    }
}

void NetworkJudge::reset()
{
    for (Seen &seen : m_hosts) {
        seen = Seen::Nothing;
    }
}

bool NetworkJudge::hasUnreachable() const
{
    return std::ranges::any_of(m_hosts, [](Seen seen) { return seen == Seen::Unreachable; });
}

bool NetworkJudge::isOut() const
{
    qsizetype unreachable = 0;
    for (const Seen seen : m_hosts) {
        if (seen == Seen::Reached) {
            return false;
        }
        unreachable += seen == Seen::Unreachable ? 1 : 0;
    }
    if (unreachable == 0) {
        return false;
    }
    return m_systemOffline || (m_hosts.size() > 1 && unreachable == m_hosts.size());
}

} // namespace readyroom::monitor
