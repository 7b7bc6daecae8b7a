// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/answer.h"

#include <QHash>
#include <QString>

namespace readyroom::monitor {

/// Decides whether it is this workstation's own network that is out, rather than everything it looks at.
///
/// It is out when no remote host could be reached at its last poll and either the system says so (no default route) or
/// there is more than one such host. One host that answers anything at all, be it a 500, is proof of the contrary.
class NetworkJudge final {
public:
    /// Hosts on this machine say nothing about the network and are left out.
    void addHost(const QString &host);
    void record(const QString &host, bool reached);
    void setSystemOffline(bool offline) { m_systemOffline = offline; }
    /// Forgets what was seen (after suspend).
    void reset();

    [[nodiscard]] bool isOut() const;
    /// At least one remote host could not be reached at its last poll.
    [[nodiscard]] bool hasUnreachable() const;

    /// localhost, 127.0.0.0/8, ::1.
    [[nodiscard]] static bool isLoopback(const QString &host);
    /// False when the answer's error shows that not even a connection came about.
    [[nodiscard]] static bool reached(const Answer &answer);

private:
    enum class Seen { Nothing, Reached, Unreachable };
    QHash<QString, Seen> m_hosts;
    bool m_systemOffline = false;
};

} // namespace readyroom::monitor
