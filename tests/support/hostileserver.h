// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>

class QTcpServer;
class QTcpSocket;

namespace readyroom::test {

/// How the server treats one request. Bytes are sent as they are, HTTP or not.
struct Behaviour {
    std::chrono::milliseconds after{0}; ///< before anything else
    QByteArray send = {}; ///< at once
    QByteArray drip = {}; ///< then one byte each `dripEvery`
    std::chrono::milliseconds dripEvery{100};
    QByteArray repeat = {}; ///< then this without end, as fast as it is read
    bool close = false; ///< after `send` and `drip`; otherwise the connection is left open
};

/// An HTTP server that misbehaves by script, on a thread of its own and a free loopback port. A path that has no script
/// never answers. Requests are taken as they come, several on one kept connection.
class HostileServer final {
public:
    /// With `tls` it speaks TLS by that configuration.
    explicit HostileServer(QSslConfiguration tls = {});
    ~HostileServer();
    HostileServer(const HostileServer &) = delete;
    HostileServer &operator=(const HostileServer &) = delete;

    /// What to do with a request, given its head; called on the thread of the server.
    using Script = std::function<Behaviour(const QByteArray &head)>;

    /// `path` with its query. Set all scripts before the first request.
    void on(const QByteArray &path, Behaviour behaviour);
    void on(const QByteArray &path, Script script);
    /// A whole answer with a Content-Length.
    static Behaviour answer(const QByteArray &body, const QByteArray &headers = {},
                            const QByteArray &status = "200 OK");
    static Behaviour redirect(const QUrl &to, const QByteArray &status = "302 Found");

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QUrl url(const QByteArray &path, const QByteArray &host = "127.0.0.1") const;
    /// Heads of the requests so far, as received.
    [[nodiscard]] QList<QByteArray> requests() const;
    /// Their bodies, each whole, as Content-Length says; empty where there was none.
    [[nodiscard]] QList<QByteArray> bodies() const;
    [[nodiscard]] int connections() const { return m_connections; }

    /// Cuts every connection and refuses new ones from now on.
    void goAway();

private:
    void serve(QTcpSocket *socket);
    void take(QTcpSocket *socket, const QByteArray &head, const QByteArray &body);
    static void act(QTcpSocket *socket, const Behaviour &behaviour);
    static void drip(QTcpSocket *socket, const Behaviour &behaviour);
    static void repeat(QTcpSocket *socket, const QByteArray &bytes);

    QSslConfiguration m_tls;
    QThread m_thread;
    QTcpServer *m_server = nullptr;
    quint16 m_port = 0;
    std::atomic<int> m_connections = 0;
    mutable std::mutex m_mutex;
    QList<QByteArray> m_requests;
    QList<QByteArray> m_bodies;
    QHash<QByteArray, Script> m_scripts;
};

} // namespace readyroom::test
