// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/respparser.h"
#include "app/actions/socketclient.h"
#include "app/actions/world.h"
#include "app/security/permit.h"
#include "models/drills/act.h"
#include "models/fleet/fleet.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArrayList>
#include <QCoroTask>
#include <QString>

#include <memory>
#include <optional>
#include <stop_token>

namespace readyroom::actions {

/// Where a Redis or a Sentinel listens, and as whom it is asked: what the arguments of `redis` say.
struct RedisAccess {
    SocketAddress address = {};
    Duration timeout{3000}; ///< of one command
    int database = 0;
    QString user = {};
    std::optional<fleet::SecretRef> password = {};

    /// The same, elsewhere.
    [[nodiscard]] RedisAccess at(SocketAddress elsewhere) const;
    /// How redis-cli is called for it; the password is named, never told.
    [[nodiscard]] QString cli() const;
};

/// From the target and `timeout`, `database`, `user`, `password` ({env | file | keychain: name}). Kind::Config.
[[nodiscard]] Result<RedisAccess> redisAccessOf(const drills::Act &act, quint16 usualPort = 6379);

/// What came of a command. An error that Redis answers is an error here, as a sentence.
struct RespReply {
    RespValue value = {};
    bool sent = false; ///< something may have reached the server
    std::optional<Error> error = {};
};

/// Whether a command only reads: one of the few that this program asks, with the subcommands of SENTINEL.
[[nodiscard]] bool readsOnly(const QByteArrayList &command);

/// What Redis means by an error, as one sentence without full stop. Kinds: Config where other arguments would do
/// (NOAUTH, WRONGPASS, NOPERM, READONLY, an unknown master), else Http. `where` is the address.
[[nodiscard]] Error respError(const QByteArray &text, const QString &where);

/// A connection to a Redis or a Sentinel in RESP2. On the action thread; one command at a time, and this outlives it.
/// The first resolves the password, which the redactor learns, connects, and sends AUTH and SELECT where they are
/// needed; what goes wrong there is the error of that command, of which nothing was sent then.
class RespClient final {
public:
    /// `world` outlives this.
    RespClient(World &world, RedisAccess access);

    /// Asks something that changes nothing. Kind::Config, and nothing is sent, when that is not known of the command.
    [[nodiscard]] QCoro::Task<RespReply> ask(QByteArrayList command, std::stop_token stop);
    /// Sends a command that changes something. The permit is looked at as the last thing before; it may be that of an
    /// act that takes several commands.
    [[nodiscard]] QCoro::Task<RespReply> change(QByteArrayList command, std::shared_ptr<const security::Permit> permit,
                                                std::stop_token stop);

private:
    [[nodiscard]] QCoro::Task<Result<void>> logIn(std::stop_token stop);
    [[nodiscard]] QCoro::Task<RespReply> run(QByteArrayList command, std::shared_ptr<const security::Permit> permit,
                                             std::stop_token stop);
    [[nodiscard]] QCoro::Task<RespReply> send(QByteArrayList command, std::shared_ptr<const security::Permit> permit,
                                              std::stop_token stop);

    World &m_world;
    RedisAccess m_access;
    SocketClient m_socket;
    bool m_loggedIn = false;
};

} // namespace readyroom::actions
