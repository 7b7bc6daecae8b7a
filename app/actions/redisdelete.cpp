// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/redisdelete.h"

#include "app/actions/arguments.h"
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

namespace {

struct Key {
    RedisAccess access = {};
    QByteArray name = {};
};

Result<Key> keyOf(const Act &act)
{
    const Result<RedisAccess> access = redisAccessOf(act);
    const QJsonValue key = act.arguments.value("key"_L1);
    if (!access) {
        return std::unexpected(access.error());
    }
    if (!key.isString() || key.toString().isEmpty()) {
        return failure(Error::Kind::Config, u"redis needs `key`, the name of the key to delete"_s);
    }
    return Key{.access = *access, .name = key.toString().toUtf8()};
}

/// How long it lives yet, in ms; -1: for ever; -2: it is not there.
QCoro::Task<Result<qint64>> timeToLive(RespClient &client, QByteArray key, std::stop_token stop)
{
    QByteArrayList command{"PTTL"};
    command += key;
    auto asking = client.ask(command, std::move(stop));
    const RespReply reply = co_await std::move(asking);
    co_return reply.error ? std::unexpected(*reply.error) : Result<qint64>(reply.value.integer);
}

QCoro::Task<Verification> look(World &world, Key key, QJsonObject before, bool wasDeleted, Duration left,
                               std::stop_token stop)
{
    key.access.timeout = std::min(key.access.timeout, left);
    RespClient client(world, key.access);
    auto asking = timeToLive(client, key.name, std::move(stop));
    const Result<qint64> ttl = co_await std::move(asking);
    if (!ttl) {
        co_return Verification{.observed = ttl.error().message};
    }
    if (*ttl == -2) {
        co_return Verification{.confirmed = Confirmed::Yes, .observed = u"the key is not there"_s, .count = 0};
    }
    const auto former = before.value("ttl"_L1).toInteger(-2);
    const bool written = former == -2 || (*ttl != former && (*ttl == -1 || former == -1 || *ttl > former));
    if (wasDeleted && written) {
        co_return Verification{
            .confirmed = Confirmed::Yes, .observed = u"the key is there again, written since"_s, .count = 1};
    }
    co_return Verification{.confirmed = wasDeleted ? Confirmed::Unknown : Confirmed::No,
                           .observed = wasDeleted
                               ? u"the key is there; whether it was written again since cannot be read"_s
                               : u"the key is still there"_s,
                           .count = 1};
}

} // namespace

QCoro::Task<Result<Preview>> previewDelete(World &world, Act act, std::stop_token stop)
{
    const Result<Key> key = keyOf(act);
    if (!key) {
        co_return std::unexpected(key.error());
    }
    RespClient client(world, key->access);
    auto askingRole = client.ask({"ROLE"}, stop);
    const RespReply said = co_await std::move(askingRole);
    const Result<Role> role = said.error ? std::unexpected(*said.error) : roleFrom(said.value);
    if (!role) {
        co_return std::unexpected(role.error());
    }
    Preview preview;
    preview.target = key->access.address.text();
    const QByteArrayList command{QByteArray("UNLINK"), key->name};
    preview.request = commandText(command);
    preview.command = commandLine(key->access, command);
    preview.tool = u"redis-cli"_s;
    if (role->kind != Role::Kind::Master) {
        preview.refusals += u"%1 %2, which takes no writes."_s.arg(preview.target, role->text());
        co_return preview;
    }
    auto asking = timeToLive(client, key->name, stop);
    const Result<qint64> ttl = co_await std::move(asking);
    if (!ttl) {
        co_return std::unexpected(ttl.error());
    }
    const QString name = commandText({key->name});
    const bool exists = *ttl != -2;
    preview.now = !exists ? u"The key %1 is not there."_s.arg(name)
        : *ttl == -1      ? u"The key %1 is there and never expires."_s.arg(name)
                          : u"The key %1 is there for %2 s yet."_s.arg(name).arg((*ttl + 999) / 1000);
    preview.effect = u"The key %1 is gone."_s.arg(name);
    preview.warnings += exists ? u"A deleted key cannot be brought back from here."_s
                               : u"The key is not there, so nothing would be deleted."_s;
    preview.state = {{u"exists"_s, exists}, {u"ttl"_s, *ttl}};
    co_return preview;
}

QCoro::Task<Outcome> runDelete(World &world, Act act, security::Permit permit, std::stop_token stop)
{
    const Result<Key> key = keyOf(act);
    Outcome outcome;
    if (!key) {
        outcome.error = key.error();
        outcome.observed = outcome.error->message;
        co_return outcome;
    }
    RespClient client(world, key->access);
    const QByteArrayList command{QByteArray("UNLINK"), key->name};
    auto changing =
        client.change(command, std::make_shared<const security::Permit>(std::move(permit)), std::move(stop));
    const RespReply reply = co_await std::move(changing);
    outcome.sent = reply.sent;
    outcome.error = reply.error;
    if (outcome.error) {
        outcome.observed = outcome.error->message;
        co_return outcome;
    }
    outcome.count = reply.value.integer;
    outcome.observed = reply.value.integer == 1 ? u"1 key deleted"_s : u"0 keys deleted: it was not there"_s;
    outcome.output = QJsonObject{{u"reply"_s, qint64{reply.value.integer}}};
    co_return outcome;
}

QCoro::Task<Verification> verifyDelete(World &world, Act act, Preview preview, Outcome outcome, Duration within,
                                       std::stop_token stop)
{
    const Result<Key> key = keyOf(act);
    if (!key) {
        co_return Verification{.observed = key.error().message};
    }
    const bool wasDeleted = !outcome.error && outcome.count.value_or(0) > 0;
    auto looking = reread([&world, key, before = preview.state, wasDeleted,
                           stop](Duration left) { return look(world, *key, before, wasDeleted, left, stop); },
                          within, stop);
    co_return co_await std::move(looking);
}

} // namespace readyroom::actions::redis
