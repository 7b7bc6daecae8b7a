// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/respclient.h"
#include "app/actions/respparser.h"
#include "app/actions/socketclient.h"

#include <QCoroTask>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <stop_token>
#include <vector>

namespace readyroom::actions::redis {

/// What a Redis or a Sentinel is, as ROLE tells (redis.io/commands/role).
struct Role {
    enum class Kind { Master, Replica, Sentinel };
    struct Follower {
        SocketAddress address = {};
        std::int64_t offset = 0; ///< bytes of the replication stream that it has acknowledged
        bool operator==(const Follower &) const = default;
    };

    Kind kind = Kind::Master;
    std::int64_t offset = 0; ///< of the replication stream
    std::vector<Follower> followers = {}; ///< of a master: replicas that are connected
    SocketAddress master = {}; ///< of a replica
    QString link = {}; ///< of a replica, to its master: "connected" when all is well
    QStringList masters = {}; ///< of a Sentinel: the names of those it watches

    [[nodiscard]] const Follower *follower(const QString &address) const;
    /// The one that lags least; null without any.
    [[nodiscard]] const Follower *closest() const;
    /// "10.0.0.2:6379, 10.0.0.3:6379".
    [[nodiscard]] QString followersText() const;
    /// "is the master", "is a replica of 10.0.0.1:6379", "is a Sentinel".
    [[nodiscard]] QString text() const;
    bool operator==(const Role &) const = default;
};

/// Of the answer to ROLE. Kind::Parse when it is none.
[[nodiscard]] Result<Role> roleFrom(const RespValue &value);

[[nodiscard]] QCoro::Task<Result<Role>> askRole(World &world, RedisAccess access, std::stop_token stop);

/// Words of a command for people, in quotes where they hold anything but printable ASCII without spaces.
[[nodiscard]] QString commandText(const QByteArrayList &words);
/// The same behind redis-cli, for a shell.
[[nodiscard]] QString commandLine(const RedisAccess &access, const QByteArrayList &words);

} // namespace readyroom::actions::redis
