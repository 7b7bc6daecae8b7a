// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/permit.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QCoroTask>
#include <QString>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace readyroom::actions {

/// Where a server listens: TCP, or a Unix socket when `path` is not empty.
struct SocketAddress {
    QString host = {}; ///< a name or an address, IPv6 without brackets
    quint16 port = 0;
    QString path = {}; ///< absolute

    /// "127.0.0.1:9999", "[::1]:9999" or the path.
    [[nodiscard]] QString text() const;
    bool operator==(const SocketAddress &) const = default;
};

/// From "host:port", "[::1]:port" or an absolute path. Kind::Config with a sentence. Without a port, `usualPort` is
/// taken; 0: there must be one.
[[nodiscard]] Result<SocketAddress> socketAddressFrom(const QString &text, quint16 usualPort = 0);

/// Says of what has been read so far whether the reply is whole.
using ReplyIsWhole = std::function<bool(QByteArrayView)>;

/// One question and its answer.
struct Exchange {
    QByteArray send = {}; ///< may be empty: some servers speak first
    ReplyIsWhole whole = {}; ///< absent: the reply ends when the server closes the connection
    Duration timeout{2000}; ///< for everything, connecting included
    std::size_t limit = std::size_t{1} * 1024 * 1024; ///< bytes of the reply
};

/// What came of an exchange.
struct Exchanged {
    QByteArray reply = {}; ///< with an error: what had come by then
    bool sent = false; ///< something may have reached the server
    std::optional<Error> error = {};
};

/// A conversation in a text protocol over one connection, on the thread that made it: the control sockets of HAProxy,
/// Varnish and Redis. Opened by the first exchange. One exchange at a time.
///
/// Every exchange ends by itself. Kinds, as one sentence without a full stop: Dns, Connect (also when the connection
/// breaks off in the middle of an answer), Timeout, TooLarge, and Cancelled by a requested stop or when this object
/// goes. After an error the connection is closed, and what follows is Kind::Connect: a late answer is never taken for
/// that to another question.
class SocketClient final {
public:
    explicit SocketClient(SocketAddress address);
    ~SocketClient();
    SocketClient(const SocketClient &) = delete;
    SocketClient &operator=(const SocketClient &) = delete;

    /// Asks something that changes nothing.
    [[nodiscard]] QCoro::Task<Exchanged> ask(Exchange exchange, std::stop_token stop);
    /// Sends something that changes something. `permit` is looked at as the last thing before the bytes go out; when it
    /// is void, nothing is sent and the error is Kind::Unsupported.
    [[nodiscard]] QCoro::Task<Exchanged> change(Exchange exchange, security::Permit permit, std::stop_token stop);
    /// The same for one act that takes several exchanges, with the permit of that act; not null.
    [[nodiscard]] QCoro::Task<Exchanged> change(Exchange exchange, std::shared_ptr<const security::Permit> permit,
                                                std::stop_token stop);

private:
    struct State;
    static QCoro::Task<Exchanged> run(std::shared_ptr<State> state, Exchange exchange,
                                      std::shared_ptr<const security::Permit> permit, std::stop_token stop);

    std::shared_ptr<State> m_state; ///< shared with the exchange under way
};

} // namespace readyroom::actions
