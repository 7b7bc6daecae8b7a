// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/sentinelfailover.h"

#include "app/actions/arguments.h"
#include "app/actions/redisrole.h"
#include "app/actions/reread.h"
#include "app/async/sleep.h"

#include <QDeadlineTimer>
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

namespace {

constexpr quint16 sentinelPort = 26379;
/// Seen: 10 s until the former master is made a replica; and Sentinel asks what it is every 10 s.
constexpr Duration longestConversion{25'000};
constexpr Duration pause{100};

struct Watched {
    RedisAccess sentinel = {};
    QByteArray name = {};
};

/// What Sentinel says about one master.
struct Group {
    SocketAddress master = {};
    bool isFailingOver = false;
    QStringList well = {}; ///< replicas that could be promoted
    qsizetype all = 0;
    QStringList turning = {}; ///< replicas that still say that they are masters
};

Result<Watched> watchedOf(const Act &act)
{
    const Result<RedisAccess> access = redisAccessOf(act, sentinelPort);
    const Result<QString> name = textOf(act.arguments, u"master"_s);
    if (!access || !name) {
        return std::unexpected(access ? name.error() : access.error());
    }
    return Watched{.sentinel = *access, .name = name->toUtf8()};
}

SocketAddress addressOf(const RespValue &fields)
{
    return {.host = QString::fromUtf8(fields.field("ip").asText()), .port = fields.field("port").asText().toUShort()};
}

bool isWell(const RespValue &replica)
{
    const QByteArrayList flags = replica.field("flags").asText().split(',');
    const bool isDown = std::ranges::any_of(
        flags, [](const QByteArray &flag) { return flag == "s_down" || flag == "o_down" || flag == "disconnected"; });
    return !isDown && replica.field("slave-priority").asText() != "0"
        && replica.field("master-link-status").asText() == "ok" && replica.field("role-reported").asText() == "slave";
}

QByteArrayList sentinelCommand(const QByteArray &what, const QByteArray &name)
{
    return {QByteArray("SENTINEL"), what, name};
}

QCoro::Task<Result<Group>> askGroup(RespClient &client, QByteArray name, std::stop_token stop)
{
    auto askingMaster = client.ask(sentinelCommand("MASTER", name), stop);
    const RespReply master = co_await std::move(askingMaster);
    if (master.error) {
        co_return std::unexpected(*master.error);
    }
    auto askingReplicas = client.ask(sentinelCommand("REPLICAS", name), stop);
    const RespReply replicas = co_await std::move(askingReplicas);
    if (replicas.error) {
        co_return std::unexpected(*replicas.error);
    }
    Group group{.master = addressOf(master.value),
                .isFailingOver = master.value.field("flags").asText().contains("failover_in_progress")};
    for (const RespValue &replica : replicas.value.elements) {
        ++group.all;
        if (isWell(replica)) {
            group.well += addressOf(replica).text();
        }
        if (replica.field("role-reported").asText() == "master") {
            group.turning += addressOf(replica).text();
        }
    }
    co_return group;
}

/// As askGroup(), but not while a failover of a moment ago is still being finished.
QCoro::Task<Result<Group>> askSettledGroup(RespClient &client, QByteArray name, std::stop_token stop)
{
    const QDeadlineTimer deadline(longestConversion);
    while (true) {
        auto asking = askGroup(client, name, stop);
        const Result<Group> group = co_await std::move(asking);
        const bool settling = group && group->well.isEmpty() && (!group->turning.isEmpty() || group->isFailingOver);
        if (!settling || deadline.hasExpired()) {
            co_return group;
        }
        auto sleeping = async::sleepFor(pause, stop);
        if (!co_await std::move(sleeping)) {
            co_return failure(Error::Kind::Cancelled, u"It was withdrawn"_s);
        }
    }
}

/// Whom Sentinel names as the master now. Kind::Config when it knows none of that name.
QCoro::Task<Result<SocketAddress>> askMaster(World &world, Watched watched, std::stop_token stop)
{
    RespClient client(world, watched.sentinel);
    auto asking = client.ask(sentinelCommand("GET-MASTER-ADDR-BY-NAME", watched.name), std::move(stop));
    const RespReply reply = co_await std::move(asking);
    if (reply.error) {
        co_return std::unexpected(*reply.error);
    }
    if (reply.value.elements.size() != 2) {
        co_return std::unexpected(respError("ERR No such master with that name", watched.sentinel.address.text()));
    }
    co_return SocketAddress{.host = QString::fromUtf8(reply.value.at(0).asText()),
                            .port = reply.value.at(1).asText().toUShort()};
}

QStringList refusalsOf(const Watched &watched, const Group &group)
{
    const QString name = QString::fromUtf8(watched.name);
    QStringList refusals;
    if (group.isFailingOver) {
        refusals += u"A failover of %1 is under way already."_s.arg(name);
    }
    if (group.all == 0) {
        refusals += u"Sentinel knows no replica of %1: this would leave no server."_s.arg(name);
    } else if (group.well.isEmpty()) {
        refusals += u"No replica of %1 is well enough to be promoted: this would leave no server."_s.arg(name);
    }
    return refusals;
}

/// Confirmed::Yes as soon as there is a new master; `settled` when the former follows it, too.
struct Seen {
    Verification verification = {};
    bool settled = false;
};

QCoro::Task<Seen> look(World &world, Watched watched, SocketAddress former, Duration left, std::stop_token stop)
{
    watched.sentinel.timeout = std::min(watched.sentinel.timeout, left);
    auto asking = askMaster(world, watched, stop);
    const Result<SocketAddress> master = co_await std::move(asking);
    if (!master) {
        co_return Seen{{.observed = master.error().message}};
    }
    if (*master == former) {
        co_return Seen{
            {.confirmed = Confirmed::No, .observed = u"Sentinel still names %1 as the master"_s.arg(former.text())}};
    }
    auto askingNext = askRole(world, watched.sentinel.at(*master), stop);
    auto askingFormer = askRole(world, watched.sentinel.at(former), stop);
    const Result<Role> next = co_await std::move(askingNext);
    const Result<Role> old = co_await std::move(askingFormer);
    const QString named = master->text();
    if (!next) {
        co_return Seen{{.observed = u"Sentinel names %1 as the master, which cannot be asked: %2"_s.arg(
                            named, next.error().message)}};
    }
    if (next->kind != Role::Kind::Master) {
        co_return Seen{{.confirmed = Confirmed::No,
                        .observed = u"Sentinel names %1 as the master, but it %2"_s.arg(named, next->text())}};
    }
    const bool follows = old && old->kind == Role::Kind::Replica;
    const QString rest = follows ? u"%1 %2"_s.arg(former.text(), old->text())
        : old ? u"%1 still answers as a master, too: for some seconds there are two"_s.arg(former.text())
              : u"%1 does not answer"_s.arg(former.text());
    co_return Seen{
        {.confirmed = Confirmed::Yes, .observed = u"%1 is the master, and Sentinel names it; %2"_s.arg(named, rest)},
        follows};
}

Outcome failed(const Error &error)
{
    return {.observed = error.message, .error = error};
}

} // namespace

QCoro::Task<Result<Preview>> previewSentinel(World &world, Act act, std::stop_token stop)
{
    const Result<Watched> watched = watchedOf(act);
    if (!watched) {
        co_return std::unexpected(watched.error());
    }
    const QString name = QString::fromUtf8(watched->name);
    RespClient client(world, watched->sentinel);
    auto askingRole = client.ask({"ROLE"}, stop);
    const RespReply said = co_await std::move(askingRole);
    const Result<Role> role = said.error ? std::unexpected(*said.error) : roleFrom(said.value);
    if (!role) {
        co_return std::unexpected(role.error());
    }
    Preview preview;
    preview.target = watched->sentinel.address.text();
    if (role->kind != Role::Kind::Sentinel) {
        preview.refusals += u"%1 %2, not a Sentinel."_s.arg(preview.target, role->text());
        co_return preview;
    }
    if (!role->masters.contains(name)) {
        preview.refusals += u"Sentinel at %1 knows no master “%2”; those it watches are %3."_s.arg(
            preview.target, name, role->masters.isEmpty() ? u"none"_s : role->masters.join(u", "_s));
        co_return preview;
    }
    auto asking = askSettledGroup(client, watched->name, stop);
    const Result<Group> group = co_await std::move(asking);
    if (!group) {
        co_return std::unexpected(group.error());
    }
    auto checking = client.ask(sentinelCommand("CKQUORUM", watched->name), stop);
    const RespReply quorum = co_await std::move(checking);
    const QByteArrayList command = sentinelCommand("FAILOVER", watched->name);
    preview.request = commandText(command);
    preview.command = commandLine(watched->sentinel, command);
    preview.tool = u"redis-cli"_s;
    preview.refusals = refusalsOf(*watched, *group);
    preview.now = u"%1 is the master of %2; %3 of %4 replicas are well."_s.arg(group->master.text(), name)
                      .arg(group->well.size())
                      .arg(group->all);
    preview.effect = group->well.size() == 1
        ? u"%1 is the master of %2."_s.arg(group->well.front(), name)
        : u"One of %1 is the master of %2; Sentinel chooses which."_s.arg(group->well.join(u", "_s), name);
    preview.warnings += u"For some ten seconds the former master goes on answering as one, so two masters answer."_s;
    if (quorum.error) {
        preview.warnings += u"The Sentinels have no quorum: %1."_s.arg(quorum.error->message);
    }
    preview.state = {{u"former"_s, group->master.text()}};
    if (group->all == 1) {
        preview.undo = act;
        preview.undoEffect = u"%1 is the master of %2 again."_s.arg(group->master.text(), name);
    } else {
        preview.warnings += u"Sentinel chooses the master itself, so nothing leads back to this one for certain."_s;
    }
    co_return preview;
}

QCoro::Task<Outcome> runSentinel(World &world, Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    const Result<Watched> watched = watchedOf(act);
    if (!watched) {
        co_return failed(watched.error());
    }
    auto asking = askMaster(world, *watched, stop);
    const Result<SocketAddress> master = co_await std::move(asking);
    if (!master) {
        co_return failed(master.error());
    }
    if (master->text() != preview.state.value("former"_L1).toString()) {
        co_return failed(
            {Error::Kind::Config, u"%1 is the master meanwhile, so nothing was changed"_s.arg(master->text()), {}, {}});
    }
    RespClient client(world, watched->sentinel);
    auto changing = client.change(sentinelCommand("FAILOVER", watched->name),
                                  std::make_shared<const security::Permit>(std::move(permit)), std::move(stop));
    const RespReply reply = co_await std::move(changing);
    Outcome outcome{.sent = reply.sent, .error = reply.error};
    if (reply.value.kind == RespValue::Kind::Error) {
        outcome.sent = false; // refused as it stands; what is under way is somebody else's
    }
    outcome.output = QJsonObject{{u"reply"_s, QString::fromUtf8(reply.value.asText())}};
    outcome.observed = reply.error ? reply.error->message : u"the failover has begun"_s;
    co_return outcome;
}

QCoro::Task<Verification> verifySentinel(World &world, Act act, Preview preview, Duration within, std::stop_token stop)
{
    const Result<Watched> watched = watchedOf(act);
    const Result<SocketAddress> former = socketAddressFrom(preview.state.value("former"_L1).toString());
    if (!watched || !former) {
        co_return Verification{.observed = watched ? former.error().message : watched.error().message};
    }
    constexpr Duration least{250};
    const QDeadlineTimer deadline(within);
    while (true) {
        auto looking = look(world, *watched, *former, std::max(least, Duration(deadline.remainingTime())), stop);
        const Seen seen = co_await std::move(looking);
        if (stop.stop_requested()) {
            co_return Verification{.observed = u"It was withdrawn before it could be read again"_s};
        }
        if (seen.settled || deadline.hasExpired()) {
            co_return Verification{seen.verification};
        }
        auto sleeping = async::sleepFor(std::min(pause, Duration(deadline.remainingTime())), stop);
        co_await std::move(sleeping);
    }
}

QCoro::Task<Result<std::vector<drills::Choice>>> masterChoices(World &world, Act act, std::stop_token stop)
{
    const Result<RedisAccess> access = redisAccessOf(act, sentinelPort);
    if (!access) {
        co_return std::unexpected(access.error());
    }
    auto asking = askRole(world, *access, std::move(stop));
    const Result<Role> role = co_await std::move(asking);
    if (!role) {
        co_return std::unexpected(role.error());
    }
    std::vector<drills::Choice> choices;
    for (const QString &name : role->masters) {
        choices.push_back({name, {}, act.arguments.value("master"_L1).toString() == name});
    }
    co_return choices;
}

} // namespace readyroom::actions::redis
