// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/socketclient.h"

#include "app/async/completion.h"

#include <QDeadlineTimer>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 readAhead = qint64{64} * 1024; ///< more than this waits in the kernel, and so with the server

Error error(Error::Kind kind, QString message, QString detail = {})
{
    return {kind, std::move(message), std::move(detail), {}};
}

std::unexpected<Error> noAddress(const QString &text)
{
    return failure(Error::Kind::Config,
                   u"“%1” is neither host:port nor the absolute path of a Unix socket"_s.arg(text.left(200)));
}

} // namespace

QString SocketAddress::text() const
{
    if (!path.isEmpty()) {
        return path;
    }
    return (host.contains(u':') ? u'[' + host + u']' : host) + u':' + QString::number(port);
}

Result<SocketAddress> socketAddressFrom(const QString &text, quint16 usualPort)
{
    // sun_path of Linux holds 108 bytes with its end.
    constexpr qsizetype longestPath = 107;
    if (text.startsWith(u'/')) {
        return text.toUtf8().size() <= longestPath ? Result<SocketAddress>(SocketAddress{.path = text})
                                                   : noAddress(text);
    }
    const bool bracketed = text.startsWith(u'[');
    const qsizetype colon = text.lastIndexOf(u':');
    const bool hasPort = colon > 0 && (!bracketed || text.at(colon - 1) == u']');
    QString host = hasPort ? text.left(colon) : text;
    if (bracketed) {
        if (!host.endsWith(u']')) {
            return noAddress(text);
        }
        host = host.mid(1, host.size() - 2);
    }
    bool isNumber = true;
    const ushort port = hasPort ? text.mid(colon + 1).toUShort(&isNumber) : usualPort;
    const bool odd = host.isEmpty() || (!bracketed && host.contains(u':'))
        || std::ranges::any_of(host, [](QChar c) { return c.isSpace() || c == u'/' || c == u'@' || !c.isPrint(); });
    if (odd || !isNumber || port == 0) {
        return noAddress(text);
    }
    return SocketAddress{.host = host, .port = port};
}

/// The connection, and what it has brought. Its events complete what waits for them and do nothing else.
struct SocketClient::State {
    explicit State(SocketAddress at)
        : address(std::move(at))
    {
    }
    ~State()
    {
        if (device) {
            device->disconnect(); // its end would still tell of itself
        }
    }
    Q_DISABLE_COPY_MOVE(State)

    void open()
    {
        if (address.path.isEmpty()) {
            auto socket = std::make_unique<QTcpSocket>();
            socket->setProxy(QNetworkProxy::NoProxy);
            follow(*socket);
            QTcpSocket &opening = *socket;
            device = std::move(socket);
            opening.connectToHost(address.host, address.port);
        } else {
            auto socket = std::make_unique<QLocalSocket>();
            follow(*socket);
            QLocalSocket &opening = *socket;
            device = std::move(socket);
            opening.connectToServer(address.path);
        }
    }

    template<typename Socket> void follow(Socket &socket)
    {
        socket.setReadBufferSize(readAhead);
        QObject::connect(&socket, &Socket::connected, &socket, [this] {
            connected = true;
            look();
        });
        QObject::connect(&socket, &QIODevice::readyRead, &socket, [this] { read(); });
        QObject::connect(&socket, &Socket::disconnected, &socket, [this] { onClosed(); });
        QObject::connect(&socket, &Socket::errorOccurred, &socket,
                         [this, &socket](auto why) { onError(int(why), socket.errorString()); });
    }

    /// Once more behind an await: much may have happened since that was over.
    [[nodiscard]] Result<void> mayGoOn(const std::stop_token &stop) const
    {
        if (broken) {
            return std::unexpected(*broken);
        }
        if (closed) {
            return failure(Error::Kind::Connect, u"%1 has closed the connection"_s.arg(address.text()));
        }
        return stop.stop_requested() ? std::unexpected(async::cancelledError()) : Result<void>{};
    }

    void send(const QByteArray &bytes)
    {
        device->write(bytes);
        // At once, so that nothing comes between what was asked before and the bytes.
        if (auto *const tcp = qobject_cast<QTcpSocket *>(device.get())) {
            tcp->flush();
        } else if (auto *const local = qobject_cast<QLocalSocket *>(device.get())) {
            local->flush();
        }
    }

    void read()
    {
        // Beyond the limit one byte is enough to know.
        const auto room = static_cast<qint64>(limit) + 1 - received.size();
        received += device->read(std::clamp<qint64>(device->bytesAvailable(), 0, std::max<qint64>(room, 0)));
        look();
    }

    void onClosed()
    {
        if (device->isOpen()) {
            received += device->readAll().left(static_cast<qsizetype>(limit) + 1 - received.size());
        }
        closed = true;
        look();
    }

    void onError(int why, const QString &said)
    {
        // QLocalSocket numbers its errors as QAbstractSocket does.
        if (why == QAbstractSocket::RemoteHostClosedError && connected) {
            onClosed();
            return;
        }
        if (broken) {
            return;
        }
        const bool unknownName = why == QAbstractSocket::HostNotFoundError && address.path.isEmpty();
        const QString sentence = connected ? u"The connection to %1 broke: %2"_s.arg(address.text(), said)
            : unknownName                  ? u"The name %1 cannot be resolved"_s.arg(address.host)
                                           : u"%1 cannot be connected to: %2"_s.arg(address.text(), said);
        broken = error(unknownName ? Error::Kind::Dns : Error::Kind::Connect, sentence);
        look();
    }

    /// What there is to say about what is waited for; nothing: wait on.
    [[nodiscard]] std::optional<Result<void>> verdict() const
    {
        if (broken) {
            return std::unexpected(*broken);
        }
        if (!whatIsWhole) {
            return connected ? std::optional<Result<void>>(Result<void>{}) : std::nullopt;
        }
        if (static_cast<std::size_t>(received.size()) > limit) {
            return failure(Error::Kind::TooLarge,
                           u"The answer of %1 is larger than the limit of %2 bytes"_s.arg(address.text()).arg(limit));
        }
        const ReplyIsWhole &whole = *whatIsWhole;
        if (whole ? whole(received) : closed) {
            return Result<void>{};
        }
        if (closed) {
            return failure(Error::Kind::Connect,
                           received.isEmpty()
                               ? u"%1 closed the connection without an answer"_s.arg(address.text())
                               : u"%1 closed the connection in the middle of its answer"_s.arg(address.text()));
        }
        return std::nullopt;
    }

    void look()
    {
        if (waiting) {
            if (std::optional<Result<void>> said = verdict()) {
                waiting->set(std::move(*said));
            }
        }
    }

    void breakOff(Error why)
    {
        broken = std::move(why);
        look();
    }

    /// Nothing more is taken from this connection.
    void close()
    {
        if (!broken) {
            broken = error(Error::Kind::Connect, u"The connection to %1 has been closed"_s.arg(address.text()));
        }
        if (device) {
            device->disconnect();
            device->close();
        }
    }

    /// Until verdict() says something, the time is over or a stop is requested.
    static QCoro::Task<Result<void>> wait(std::shared_ptr<State> state, QDeadlineTimer deadline,
                                          QString timeoutSentence, std::stop_token stop)
    {
        auto [promise, completion] = async::makeCompletion<void>();
        QTimer timer;
        timer.setSingleShot(true);
        timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer, &QTimer::timeout, &timer,
                         [&] { promise.set(failure(Error::Kind::Timeout, timeoutSentence)); });
        const std::stop_callback onStop(stop, [&] { promise.set(std::unexpected(async::cancelledError())); });
        timer.start(Duration(deadline.remainingTime()));
        state->waiting = &promise;
        state->look();
        Result<void> result = co_await completion;
        state->waiting = nullptr;
        co_return result;
    }

    SocketAddress address;
    std::unique_ptr<QIODevice> device;
    bool connected = false;
    bool closed = false; ///< by the server
    std::optional<Error> broken = {};
    std::size_t limit = 0;
    QByteArray received = {};
    std::optional<ReplyIsWhole> whatIsWhole = {}; ///< absent: a connection is waited for
    const async::Promise<void> *waiting = nullptr;
};

SocketClient::SocketClient(SocketAddress address)
    : m_state(std::make_shared<State>(std::move(address)))
{
}

SocketClient::~SocketClient()
{
    m_state->breakOff(async::cancelledError());
}

QCoro::Task<Exchanged> SocketClient::ask(Exchange exchange, std::stop_token stop)
{
    return run(m_state, std::move(exchange), nullptr, std::move(stop));
}

QCoro::Task<Exchanged> SocketClient::change(Exchange exchange, security::Permit permit, std::stop_token stop)
{
    return change(std::move(exchange), std::make_shared<const security::Permit>(std::move(permit)), std::move(stop));
}

QCoro::Task<Exchanged> SocketClient::change(Exchange exchange, std::shared_ptr<const security::Permit> permit,
                                            std::stop_token stop)
{
    Q_ASSERT(permit);
    return run(m_state, std::move(exchange), std::move(permit), std::move(stop));
}

QCoro::Task<Exchanged> SocketClient::run(std::shared_ptr<State> state, Exchange exchange,
                                         std::shared_ptr<const security::Permit> permit, std::stop_token stop)
{
    Q_ASSERT_X(!state->waiting, "SocketClient", "one exchange at a time");
    const QDeadlineTimer deadline(exchange.timeout);
    const QString within = u"within %1 ms"_s.arg(exchange.timeout.count());
    Exchanged exchanged;
    state->limit = exchange.limit;
    state->received.clear();
    state->whatIsWhole.reset();
    if (!state->device && !state->broken) {
        state->open();
    }
    Result<void> result = co_await State::wait(
        state, deadline, u"%1 could not be connected to %2"_s.arg(state->address.text(), within), stop);
    if (result) {
        result = state->mayGoOn(stop);
    }
    if (result && permit) {
        result = permit->check();
    }
    if (result) {
        state->whatIsWhole = exchange.whole;
        if (!exchange.send.isEmpty()) {
            exchanged.sent = true;
            state->send(exchange.send);
        }
        result =
            co_await State::wait(state, deadline, u"%1 has not answered %2"_s.arg(state->address.text(), within), stop);
        exchanged.reply = std::exchange(state->received, {});
    }
    if (!result) {
        exchanged.error = result.error();
        state->close();
    }
    co_return exchanged;
}

} // namespace readyroom::actions
