// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hostileserver.h"

#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <memory>
#include <utility>

namespace readyroom::test {

namespace {

qsizetype contentLength(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith("content-length:")) {
            return line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
        }
    }
    return 0;
}

} // namespace

HostileServer::HostileServer(QSslConfiguration tls)
    : m_tls(std::move(tls))
{
    if (m_tls.isNull()) {
        m_server = new QTcpServer;
    } else {
        auto *server = new QSslServer;
        server->setSslConfiguration(m_tls);
        m_server = server;
    }
    m_server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
    QObject::connect(m_server, &QTcpServer::pendingConnectionAvailable, m_server, [this] {
        while (QTcpSocket *socket = m_server->nextPendingConnection()) {
            serve(socket);
        }
    });
    m_thread.start();
    QMetaObject::invokeMethod(
        m_server,
        [this] {
            m_server->setListenBacklogSize(1024); // hundreds of clients may come at the same moment
            m_server->listen(QHostAddress::LocalHost);
            m_port = m_server->serverPort();
        },
        Qt::BlockingQueuedConnection);
}

HostileServer::~HostileServer()
{
    m_thread.quit();
    m_thread.wait();
}

void HostileServer::on(const QByteArray &path, Behaviour behaviour)
{
    on(path, [behaviour = std::move(behaviour)](const QByteArray &) { return behaviour; });
}

void HostileServer::on(const QByteArray &path, Script script)
{
    const std::scoped_lock lock(m_mutex);
    m_scripts.insert(path, std::move(script));
}

void HostileServer::goAway()
{
    QMetaObject::invokeMethod(
        m_server,
        [this] {
            m_server->close();
            for (QTcpSocket *socket : m_server->findChildren<QTcpSocket *>()) {
                socket->abort();
            }
        },
        Qt::BlockingQueuedConnection);
}

Behaviour HostileServer::answer(const QByteArray &body, const QByteArray &headers, const QByteArray &status)
{
    return {.send = "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + QByteArray::number(body.size())
                + "\r\n\r\n" + body};
}

Behaviour HostileServer::redirect(const QUrl &to, const QByteArray &status)
{
    return answer({}, "Location: " + to.toEncoded() + "\r\n", status);
}

QUrl HostileServer::url(const QByteArray &path, const QByteArray &host) const
{
    const QByteArray scheme = m_tls.isNull() ? "http" : "https";
    return QUrl::fromEncoded(scheme + "://" + host + ':' + QByteArray::number(m_port) + path);
}

QList<QByteArray> HostileServer::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

QList<QByteArray> HostileServer::bodies() const
{
    const std::scoped_lock lock(m_mutex);
    return m_bodies;
}

void HostileServer::serve(QTcpSocket *socket)
{
    ++m_connections;
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    auto buffer = std::make_shared<QByteArray>();
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    const auto read = [this, socket, buffer] {
        *buffer += socket->readAll();
        for (qsizetype end = buffer->indexOf("\r\n\r\n"); end >= 0; end = buffer->indexOf("\r\n\r\n")) {
            const QByteArray head = buffer->left(end);
            const QByteArray body = buffer->mid(end + 4, contentLength(head));
            if (body.size() < contentLength(head)) {
                return;
            }
            buffer->remove(0, end + 4 + body.size());
            take(socket, head, body);
        }
    };
    QObject::connect(socket, &QTcpSocket::readyRead, socket, read);
    read();
}

void HostileServer::take(QTcpSocket *socket, const QByteArray &head, const QByteArray &body)
{
    const QByteArray path = head.split(' ').value(1);
    Script script;
    {
        const std::scoped_lock lock(m_mutex);
        m_requests.append(head);
        m_bodies.append(body);
        script = m_scripts.value(path);
    }
    if (!script) {
        return;
    }
    const Behaviour behaviour = script(head);
    if (behaviour.after == std::chrono::milliseconds::zero()) {
        act(socket, behaviour);
    } else {
        QTimer::singleShot(behaviour.after, Qt::PreciseTimer, socket, [socket, behaviour] { act(socket, behaviour); });
    }
}

void HostileServer::act(QTcpSocket *socket, const Behaviour &behaviour)
{
    socket->write(behaviour.send);
    if (!behaviour.drip.isEmpty()) {
        drip(socket, behaviour);
    } else if (!behaviour.repeat.isEmpty()) {
        repeat(socket, behaviour.repeat);
    } else if (behaviour.close) {
        socket->disconnectFromHost();
    }
}

void HostileServer::drip(QTcpSocket *socket, const Behaviour &behaviour)
{
    auto *timer = new QTimer(socket);
    auto at = std::make_shared<qsizetype>(0);
    QObject::connect(timer, &QTimer::timeout, socket, [socket, timer, at, behaviour] {
        socket->write(behaviour.drip.sliced((*at)++, 1));
        if (*at == behaviour.drip.size()) {
            timer->stop();
            if (behaviour.close) {
                socket->disconnectFromHost();
            }
        }
    });
    timer->start(behaviour.dripEvery);
}

void HostileServer::repeat(QTcpSocket *socket, const QByteArray &bytes)
{
    constexpr qint64 ahead = 1 << 20;
    const auto fill = [socket, bytes] {
        while (socket->state() == QAbstractSocket::ConnectedState && socket->bytesToWrite() < ahead) {
            socket->write(bytes);
        }
    };
    QObject::connect(socket, &QTcpSocket::bytesWritten, socket, fill);
    fill();
}

} // namespace readyroom::test
