// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/socketclient.h"
#include "app/security/permit.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QCoroTask>

#include <optional>
#include <stop_token>

namespace readyroom::actions {

/// One reply of Varnish's admin socket, varnish-cli(7): "STATUS LENGTH\n", LENGTH bytes, "\n".
struct VarnishReply {
    int status = 0; ///< 200 done, 107 authentication required, 101 unknown, 106 wrong argument, 300 cannot
    QByteArray body = {}; ///< without white space at its ends
    bool operator==(const VarnishReply &) const = default;
};

/// Whether `read` holds a whole reply, or can never become one.
[[nodiscard]] bool isWholeVarnishReply(QByteArrayView read);
/// Kind::Http when it is none.
[[nodiscard]] Result<VarnishReply> varnishReplyFrom(const QByteArray &read);
/// Hexadecimal SHA-256 of challenge, line end, secret, challenge and line end, varnish-cli(7). Kind::Http when `reply`
/// brings no challenge.
[[nodiscard]] Result<QByteArray> varnishAuthentication(const VarnishReply &reply, const QByteArray &secret);

/// What came of a command.
struct VarnishAnswer {
    VarnishReply reply = {};
    bool sent = false; ///< the command, not the words before it
    std::optional<Error> error = {}; ///< also where the status is not 200
};

/// The admin socket of one Varnish. A connection for each command.
class VarnishAdmin final {
public:
    /// `secret` is that of varnishd's option -S, without the line end that its file may have; empty: none is known.
    VarnishAdmin(SocketAddress address, QByteArray secret, Duration timeout);

    /// Something that changes nothing.
    [[nodiscard]] QCoro::Task<VarnishAnswer> ask(QByteArray command, std::stop_token stop) const;
    /// `permit` is looked at as the last thing before the command goes out.
    [[nodiscard]] QCoro::Task<VarnishAnswer> change(QByteArray command, security::Permit permit,
                                                    std::stop_token stop) const;

private:
    SocketAddress m_address;
    QByteArray m_secret;
    Duration m_timeout;
};

} // namespace readyroom::actions
