// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/redisrole.h"

#include "app/actions/arguments.h"

#include <algorithm>
#include <utility>

namespace readyroom::actions::redis {

using namespace Qt::StringLiterals;

namespace {

SocketAddress addressOf(const RespValue &host, const RespValue &port)
{
    return {.host = QString::fromUtf8(host.asText()), .port = port.asText().toUShort()};
}

QString quoted(const QByteArray &word)
{
    const bool isPlain = !word.isEmpty()
        && std::ranges::all_of(word, [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\'; });
    if (isPlain) {
        return QString::fromLatin1(word);
    }
    QString text = u"\""_s;
    for (const QChar c : QString::fromUtf8(word)) {
        if (c == u'"' || c == u'\\') {
            text += u'\\' + QString(c);
        } else {
            text += c.isPrint() || c.isSurrogate() ? QString(c) : u"\\x%1"_s.arg(uint{c.unicode()}, 2, 16, QChar(u'0'));
        }
    }
    return text + u'"';
}

} // namespace

const Role::Follower *Role::follower(const QString &address) const
{
    const auto found = std::ranges::find_if(
        followers, [&address](const Follower &follower) { return follower.address.text() == address; });
    return found == followers.end() ? nullptr : &*found;
}

const Role::Follower *Role::closest() const
{
    const auto found = std::ranges::max_element(followers, {}, &Follower::offset);
    return found == followers.end() ? nullptr : &*found;
}

QString Role::followersText() const
{
    QStringList texts;
    for (const Follower &follower : followers) {
        texts += follower.address.text();
    }
    return texts.join(u", "_s);
}

QString Role::text() const
{
    switch (kind) {
    case Kind::Master:
        return u"is the master"_s;
    case Kind::Replica:
        return u"is a replica of %1"_s.arg(master.text());
    case Kind::Sentinel:
        return u"is a Sentinel"_s;
    }
    return {};
}

Result<Role> roleFrom(const RespValue &value)
{
    const QByteArray name = value.at(0).text;
    Role role;
    if (name == "master") {
        role.offset = value.at(1).integer;
        for (const RespValue &follower : value.at(2).elements) {
            role.followers.push_back(
                {.address = addressOf(follower.at(0), follower.at(1)), .offset = follower.at(2).asText().toLongLong()});
        }
        return role;
    }
    if (name == "slave" || name == "replica") {
        role.kind = Role::Kind::Replica;
        role.master = addressOf(value.at(1), value.at(2));
        role.link = QString::fromUtf8(value.at(3).asText());
        role.offset = value.at(4).integer;
        return role;
    }
    if (name == "sentinel") {
        role.kind = Role::Kind::Sentinel;
        for (const RespValue &master : value.at(1).elements) {
            role.masters += QString::fromUtf8(master.asText());
        }
        return role;
    }
    return failure(Error::Kind::Parse, u"What the server says of its role cannot be understood"_s,
                   QString::fromUtf8(name.left(100)));
}

QCoro::Task<Result<Role>> askRole(World &world, RedisAccess access, std::stop_token stop)
{
    RespClient client(world, std::move(access));
    auto asking = client.ask({"ROLE"}, std::move(stop));
    const RespReply reply = co_await std::move(asking);
    co_return reply.error ? std::unexpected(*reply.error) : roleFrom(reply.value);
}

QString commandText(const QByteArrayList &words)
{
    QStringList texts;
    for (const QByteArray &word : words) {
        texts += quoted(word);
    }
    return texts.join(u' ');
}

QString commandLine(const RedisAccess &access, const QByteArrayList &words)
{
    QString line = access.cli();
    for (const QByteArray &word : words) {
        line += u' ' + shellWord(QString::fromUtf8(word));
    }
    return line;
}

} // namespace readyroom::actions::redis
