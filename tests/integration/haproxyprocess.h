// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/serverprocess.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace readyroom::test {

/// Debian's HAProxy as a child on free ports of 127.0.0.1: a frontend, the statistics page and runtime sockets.
class HaproxyProcess final {
public:
    struct Server {
        QString name;
        quint16 port = 0;
        int weight = 100;
        bool backup = false;
    };
    struct Backend {
        QString name;
        std::vector<Server> servers;
        QString balance = QStringLiteral("roundrobin");
    };

    /// The frontend uses the first of `backends`, whose servers are checked each 200 ms by GET /health.
    explicit HaproxyProcess(std::vector<Backend> backends);

    /// Empty when it runs, else a sentence with what it said.
    [[nodiscard]] QString start();
    /// Ends it.
    void stop() { m_process.reset(); }

    [[nodiscard]] quint16 port() const { return m_port; }
    /// The statistics page, which takes changes.
    [[nodiscard]] QString page() const;
    /// Its twin that takes none.
    [[nodiscard]] QString readOnlyPage() const;
    [[nodiscard]] QString tcpSocket() const;
    [[nodiscard]] QString unixSocket() const { return m_folder.filePath(QStringLiteral("admin.sock")); }
    /// A socket that may only look.
    [[nodiscard]] QString userSocket() const { return m_folder.filePath(QStringLiteral("user.sock")); }

    /// What socat would print for `command`, sent to the Unix socket.
    [[nodiscard]] QString ask(const QString &command) const;
    /// "<srv_op_state> <srv_admin_state> <srv_uweight>" of one server, from `show servers state`.
    [[nodiscard]] QString stateOf(const QString &backend, const QString &server) const;

private:
    [[nodiscard]] QString configuration() const;

    std::vector<Backend> m_backends;
    quint16 m_port;
    quint16 m_socketPort;
    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_process;
};

} // namespace readyroom::test
