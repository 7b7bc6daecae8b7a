// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/redisfailover.h"

#include "app/actions/redisrole.h"
#include "app/actions/reread.h"

#include <QJsonObject>

#include <algorithm>
#include <memory>
#include <utility>

namespace readyroom::actions::redis {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Confirmed;
using drills::Outcome;
using drills::Preview;
using drills::Verification;
using Kind = Role::Kind;

namespace {

constexpr qint64 muchBehind = qint64{1} << 20; ///< bytes of the replication stream

/// INFO replication: what ROLE does not tell.
struct Replication {
    bool isFailingOver = false;
    QStringList online; ///< replicas that have the whole data
};

Replication replicationFrom(const QByteArray &info)
{
    Replication replication;
    for (const QByteArray &line : info.split('\n')) {
        const QByteArray value = line.mid(line.indexOf(':') + 1).trimmed();
        if (line.startsWith("master_failover_state:")) {
            replication.isFailingOver = value != "no-failover";
        } else if (line.startsWith("slave") && value.contains("state=online")) {
            SocketAddress address;
            for (const QByteArray &field : value.split(',')) {
                if (field.startsWith("ip=")) {
                    address.host = QString::fromUtf8(field.mid(3));
                } else if (field.startsWith("port=")) {
                    address.port = field.mid(5).toUShort();
                }
            }
            replication.online += address.text();
        }
    }
    return replication;
}

QByteArrayList commandOf(const QString &to, Duration timeout)
{
    const Result<SocketAddress> address = socketAddressFrom(to);
    return {QByteArray("FAILOVER"),
            QByteArray("TO"),
            address ? address->host.toUtf8() : QByteArray(),
            QByteArray::number(address ? address->port : 0),
            QByteArray("TIMEOUT"),
            QByteArray::number(qlonglong{timeout.count()})};
}

QStringList refusalsOf(const QString &target, const Role &role, const Replication &replication, const QString &to)
{
    if (role.kind != Kind::Master) {
        return {u"%1 %2; a failover is asked of the master."_s.arg(target, role.text())};
    }
    if (role.followers.empty()) {
        return {u"No replica is connected to %1: this would leave no server."_s.arg(target)};
    }
    if (!to.isEmpty() && !role.follower(to)) {
        return {u"%1 is not a replica that is connected to %2; those are %3."_s.arg(to, target, role.followersText())};
    }
    QStringList refusals;
    if (replication.isFailingOver) {
        refusals += u"A failover is under way at %1 already."_s.arg(target);
    }
    const bool isOnline = to.isEmpty() ? !replication.online.isEmpty() : replication.online.contains(to);
    if (!isOnline) {
        refusals += u"%1 has not the whole data of the master yet: this would leave no server."_s.arg(
            to.isEmpty() ? u"A replica"_s : to);
    }
    return refusals;
}

QCoro::Task<Verification> look(World &world, RedisAccess former, RedisAccess next, QString known, Duration left,
                               std::stop_token stop)
{
    former.timeout = std::min(former.timeout, left);
    next.timeout = former.timeout;
    auto askingNext = askRole(world, next, stop);
    auto askingFormer = askRole(world, former, stop);
    const Result<Role> roleNext = co_await std::move(askingNext);
    const Result<Role> roleFormer = co_await std::move(askingFormer);
    const QString nextText = next.address.text();
    const QString formerText = former.address.text();
    if (!roleNext && !roleFormer) {
        co_return Verification{.observed = roleNext.error().message};
    }
    const bool leads = roleNext && roleNext->kind == Kind::Master;
    const bool follows = roleFormer && roleFormer->kind == Kind::Replica && roleFormer->master.text() == known;
    const QString seen = u"%1 %2, %3 %4"_s.arg(nextText, roleNext ? roleNext->text() : u"does not answer"_s, formerText,
                                               roleFormer ? roleFormer->text() : u"does not answer"_s);
    if (leads && !roleFormer) {
        co_return Verification{.confirmed = Confirmed::Unknown, .observed = seen};
    }
    if (!roleNext) {
        co_return Verification{.confirmed = follows ? Confirmed::Unknown : Confirmed::No, .observed = seen};
    }
    co_return Verification{.confirmed = leads && follows ? Confirmed::Yes : Confirmed::No, .observed = seen};
}

} // namespace

QCoro::Task<Result<Preview>> previewFailover(World &world, Act act, std::stop_token stop)
{
    const Result<RedisAccess> access = redisAccessOf(act);
    if (!access) {
        co_return std::unexpected(access.error());
    }
    RespClient client(world, *access);
    auto askingRole = client.ask({"ROLE"}, stop);
    const RespReply said = co_await std::move(askingRole);
    const Result<Role> role = said.error ? std::unexpected(*said.error) : roleFrom(said.value);
    if (!role) {
        co_return std::unexpected(role.error());
    }
    auto askingInfo = client.ask({"INFO", "replication"}, stop);
    const RespReply info = co_await std::move(askingInfo);
    if (info.error) {
        co_return std::unexpected(*info.error);
    }
    Preview preview;
    preview.target = access->address.text();
    const QString wanted = act.arguments.value("to"_L1).toString();
    preview.refusals = refusalsOf(preview.target, *role, replicationFrom(info.value.text), wanted);
    preview.now = role->kind == Kind::Master
        ? u"%1 is the master of %2."_s.arg(preview.target,
                                           role->followers.empty() ? u"no replica"_s : role->followersText())
        : u"%1 %2."_s.arg(preview.target, role->text());
    const Role::Follower *const next = wanted.isEmpty() ? role->closest() : role->follower(wanted);
    if (!next) {
        co_return preview;
    }
    const QString to = next->address.text();
    const QByteArrayList command = commandOf(to, access->timeout);
    preview.request = commandText(command);
    preview.command = commandLine(*access, command);
    preview.tool = u"redis-cli"_s;
    preview.effect = u"%1 is the master, and %2 its replica."_s.arg(to, preview.target);
    if (role->offset - next->offset > muchBehind) {
        preview.warnings += u"%1 is %2 KiB behind; until it has caught up, writes are held back."_s.arg(to).arg(
            (role->offset - next->offset) / 1024);
    }
    QString former = preview.target;
    auto askingNext = askRole(world, access->at(next->address), stop);
    const Result<Role> follower = co_await std::move(askingNext);
    if (follower && follower->kind == Kind::Replica) {
        former = follower->master.text();
    } else if (!follower) {
        preview.warnings +=
            u"%1 cannot be asked from here, so it cannot be read whether it became the master: %2."_s.arg(
                to, follower.error().message);
    }
    preview.state = {{u"to"_s, to}, {u"former"_s, former}};
    QJsonObject arguments = act.arguments;
    arguments.insert(u"to"_s, former);
    preview.undo = Act{.provider = act.provider, .target = to, .arguments = arguments};
    preview.undoEffect = u"%1 is the master again."_s.arg(former);
    co_return preview;
}

QCoro::Task<Outcome> runFailover(World &world, Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    const Result<RedisAccess> access = redisAccessOf(act);
    const QString to = preview.state.value("to"_L1).toString();
    if (!access || to.isEmpty()) {
        const Error error =
            access ? Error{Error::Kind::Config, u"There is no replica to fail over to"_s, {}, {}} : access.error();
        co_return Outcome{.observed = error.message, .error = error};
    }
    RespClient client(world, *access);
    auto asking = client.ask({"ROLE"}, stop);
    const RespReply said = co_await std::move(asking);
    const Result<Role> role = said.error ? std::unexpected(*said.error) : roleFrom(said.value);
    if (!role || role->kind != Kind::Master || !role->follower(to)) {
        const Error error = role
            ? Error{Error::Kind::Config,
                    u"%1 is not the master of %2 any more, so nothing was changed"_s.arg(preview.target, to),
                    {},
                    {}}
            : role.error();
        co_return Outcome{.observed = error.message, .error = error};
    }
    auto changing = client.change(commandOf(to, access->timeout),
                                  std::make_shared<const security::Permit>(std::move(permit)), std::move(stop));
    const RespReply reply = co_await std::move(changing);
    Outcome outcome{.sent = reply.sent, .error = reply.error};
    if (reply.value.kind == RespValue::Kind::Error) {
        outcome.sent = false; // refused as it stands; nothing has begun
    }
    outcome.output = QJsonObject{{u"reply"_s, QString::fromUtf8(reply.value.asText())}};
    outcome.observed = reply.error ? reply.error->message : u"the failover has begun"_s;
    co_return outcome;
}

QCoro::Task<Verification> verifyFailover(World &world, Act act, Preview preview, Duration within, std::stop_token stop)
{
    const Result<RedisAccess> access = redisAccessOf(act);
    const QString to = preview.state.value("to"_L1).toString();
    const Result<SocketAddress> address = socketAddressFrom(to);
    if (!access || !address) {
        co_return Verification{.observed = access ? address.error().message : access.error().message};
    }
    auto looking = reread([&world, access, next = access->at(*address), to,
                           stop](Duration left) { return look(world, *access, next, to, left, stop); },
                          within, stop);
    co_return co_await std::move(looking);
}

QCoro::Task<Result<std::vector<drills::Choice>>> replicaChoices(World &world, Act act, std::stop_token stop)
{
    const Result<RedisAccess> access = redisAccessOf(act);
    if (!access) {
        co_return std::unexpected(access.error());
    }
    auto asking = askRole(world, *access, std::move(stop));
    const Result<Role> role = co_await std::move(asking);
    if (!role) {
        co_return std::unexpected(role.error());
    }
    std::vector<drills::Choice> choices;
    for (const Role::Follower &follower : role->followers) {
        const QString address = follower.address.text();
        choices.push_back(
            {address, u"%1 · %2 bytes behind"_s.arg(address).arg(std::max<qint64>(role->offset - follower.offset, 0)),
             false});
    }
    co_return choices;
}

} // namespace readyroom::actions::redis
