// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <functional>
#include <sys/socket.h>
#include <utility>

namespace readyroom::test {

/// A server of a text protocol on a free port of 127.0.0.1 and, with the same manners, on a Unix socket. It hands every
/// line to `onLine`; what that returns is sent.
class TextServer final {
public:
    struct Reply {
        QByteArray bytes = {};
        enum class Then { Stay, Close, Reset } then = Then::Stay;
    };
    using OnLine = std::function<Reply(const QByteArray &line)>;

    explicit TextServer(OnLine onLine, QByteArray greeting = {})
        : m_onLine(std::move(onLine))
        , m_greeting(std::move(greeting))
    {
        m_tcp.listen(QHostAddress::LocalHost);
        m_local.listen(m_folder.filePath(QStringLiteral("socket")));
        QObject::connect(&m_tcp, &QTcpServer::newConnection, &m_tcp, [this] { take(m_tcp.nextPendingConnection()); });
        QObject::connect(&m_local, &QLocalServer::newConnection, &m_local,
                         [this] { take(m_local.nextPendingConnection()); });
    }

    [[nodiscard]] QString tcp() const { return QStringLiteral("127.0.0.1:%1").arg(m_tcp.serverPort()); }
    [[nodiscard]] QString local() const { return m_local.fullServerName(); }
    [[nodiscard]] const QList<QByteArray> &lines() const { return m_lines; }
    [[nodiscard]] int connections() const { return m_connections; }
    /// How many of them have ended.
    [[nodiscard]] int ended() const { return m_ended; }
    /// Refuses from now on.
    void stopListening()
    {
        m_tcp.close();
        m_local.close();
    }

private:
    static void reset(QTcpSocket &socket)
    {
        const linger abrupt{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &abrupt, sizeof abrupt);
        socket.abort();
    }
    static void reset(QLocalSocket &socket) { socket.abort(); }

    template<typename Socket> void take(Socket *socket)
    {
        ++m_connections;
        QObject::connect(socket, &Socket::disconnected, socket, [this, socket] {
            ++m_ended;
            socket->deleteLater();
        });
        QObject::connect(socket, &QIODevice::readyRead, socket, [this, socket] {
            while (socket->canReadLine()) {
                const QByteArray line = socket->readLine().trimmed();
                m_lines += line;
                const Reply reply = m_onLine(line);
                socket->write(reply.bytes);
                socket->flush();
                if (reply.then == Reply::Then::Reset) {
                    reset(*socket);
                    return;
                }
                if (reply.then == Reply::Then::Close) {
                    closeGently(*socket);
                    return;
                }
            }
        });
        socket->write(m_greeting);
    }
    static void closeGently(QTcpSocket &socket) { socket.disconnectFromHost(); }
    static void closeGently(QLocalSocket &socket) { socket.disconnectFromServer(); }

    OnLine m_onLine;
    QByteArray m_greeting;
    QTemporaryDir m_folder;
    QList<QByteArray> m_lines;
    int m_connections = 0;
    int m_ended = 0;
    QTcpServer m_tcp;
    QLocalServer m_local;
};

} // namespace readyroom::test
