// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/redisreplication.h"

#include "app/actions/reading.h"
#include "app/actions/respclient.h"

#include <QJsonArray>
#include <QMap>

#include <initializer_list>

namespace readyroom::actions::redis {

using namespace Qt::StringLiterals;

namespace {

using Fields = QMap<QString, QString>;

/// "name:value", line by line.
Fields fieldsOf(const QByteArray &info)
{
    Fields fields;
    for (const QByteArray &line : info.split('\n')) {
        if (const qsizetype colon = line.indexOf(':'); colon > 0 && !line.startsWith('#')) {
            fields.insert(QString::fromUtf8(line.left(colon)), QString::fromUtf8(line.mid(colon + 1)).trimmed());
        }
    }
    return fields;
}

/// "name=value", with commas between.
Fields partsOf(const QString &value)
{
    Fields parts;
    for (const QString &part : value.split(u',')) {
        parts.insert(part.section(u'=', 0, 0), part.section(u'=', 1));
    }
    return parts;
}

/// A field that is no number, or is not there, is left out.
void addNumbers(QJsonObject &json, const Fields &fields, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        bool isNumber = false;
        if (const qint64 number = fields.value(name).toLongLong(&isNumber); isNumber) {
            json.insert(name, number);
        }
    }
}

QJsonObject replicaJson(const Fields &parts)
{
    QJsonObject json{
        {u"address"_s, SocketAddress{.host = parts.value(u"ip"_s), .port = parts.value(u"port"_s).toUShort()}.text()},
        {u"state"_s, parts.value(u"state"_s)}};
    addNumbers(json, parts, {"offset"_L1, "lag"_L1});
    return json;
}

QJsonObject watchedJson(const Fields &parts)
{
    QJsonObject json;
    for (const QString &name : {u"name"_s, u"status"_s, u"address"_s}) {
        json.insert(name, parts.value(name));
    }
    addNumbers(json, parts, {"slaves"_L1, "sentinels"_L1});
    return json;
}

/// Those whose names are `prefix` and a number, in the order of the numbers.
template<typename Make> QJsonArray numbered(const Fields &fields, const QString &prefix, Make make)
{
    QJsonArray all;
    for (int i = 0; fields.contains(prefix + QString::number(i)); ++i) {
        all += make(partsOf(fields.value(prefix + QString::number(i))));
    }
    return all;
}

} // namespace

QJsonObject replicationJson(const QByteArray &info)
{
    const Fields fields = fieldsOf(info);
    const QString role = fields.value(u"role"_s);
    if (role.isEmpty()) {
        return {};
    }
    QJsonObject json{{u"role"_s, role}};
    if (role == "master"_L1) {
        addNumbers(json, fields, {"connected_slaves"_L1, "master_repl_offset"_L1});
        json.insert("replicas"_L1, numbered(fields, u"slave"_s, &replicaJson));
        return json;
    }
    const SocketAddress master{.host = fields.value(u"master_host"_s),
                               .port = fields.value(u"master_port"_s).toUShort()};
    json.insert("master"_L1, master.text());
    json.insert("master_link_status"_L1, fields.value(u"master_link_status"_s));
    json.insert("master_sync_in_progress"_L1, fields.value(u"master_sync_in_progress"_s) == "1"_L1);
    addNumbers(json, fields, {"slave_repl_offset"_L1, "connected_slaves"_L1});
    return json;
}

QJsonObject sentinelJson(const QByteArray &info)
{
    const Fields fields = fieldsOf(info);
    return fields.contains(u"sentinel_masters"_s)
        ? QJsonObject{{u"role"_s, u"sentinel"_s}, {u"masters"_s, numbered(fields, u"master"_s, &watchedJson)}}
        : QJsonObject();
}

QCoro::Task<Result<QJsonValue>> readRole(World &world, drills::Act act, std::stop_token stop)
{
    const Result<RedisAccess> access = redisAccessOf(act);
    if (!access) {
        co_return std::unexpected(access.error());
    }
    RespClient client(world, *access);
    auto asking = client.ask({"INFO", "replication"}, stop);
    const RespReply replication = co_await std::move(asking);
    if (replication.error) {
        co_return std::unexpected(*replication.error);
    }
    QJsonObject json = replicationJson(replication.value.text);
    if (json.isEmpty()) {
        auto askingSentinel = client.ask({"INFO", "sentinel"}, stop);
        const RespReply sentinel = co_await std::move(askingSentinel);
        if (sentinel.error) {
            co_return std::unexpected(*sentinel.error);
        }
        json = sentinelJson(sentinel.value.text);
    }
    if (json.isEmpty()) {
        co_return failure(Error::Kind::Parse,
                          u"What %1 says of its role cannot be understood"_s.arg(access->address.text()));
    }
    co_return partOf(json, act.arguments);
}

} // namespace readyroom::actions::redis
