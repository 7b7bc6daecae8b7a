// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/providerarguments.h"

#include "models/promql/number.h"

#include <algorithm>
#include <cmath>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

using Type = ProviderArgument::Type;
using List = std::vector<ProviderArgument>;

ProviderArgument needed(const QString &name, Type type = Type::Text, const QStringList &choices = {})
{
    return {.name = name, .type = type, .required = true, .choices = choices};
}

ProviderArgument may(const QString &name, Type type = Type::Text, const QStringList &choices = {})
{
    return {.name = name, .type = type, .choices = choices};
}

ProviderArgument whole(const QString &name, double least, double most)
{
    return {.name = name, .type = Type::Whole, .least = least, .most = most};
}

ProviderArgument map(const QString &name, const List &members)
{
    return {.name = name, .type = Type::Map, .members = members};
}

/// Belongs to some values of `do`, and is needed for them.
ProviderArgument neededFor(const QStringList &doing, ProviderArgument argument)
{
    argument.required = true;
    argument.onlyFor = doing;
    return argument;
}

ProviderArgument mayFor(const QStringList &doing, ProviderArgument argument)
{
    argument.onlyFor = doing;
    return argument;
}

/// Does not belong to some values of `do`.
ProviderArgument notFor(const QStringList &doing, ProviderArgument argument)
{
    argument.notFor = doing;
    return argument;
}

/// Which part of what is read is the output; of every `do` that only reads.
ProviderArgument at(const QStringList &reads)
{
    return mayFor(reads, may(u"at"_s, Type::Pointer));
}

ProviderArguments breaker()
{
    const QStringList reads{u"read"_s};
    const QStringList sets{u""_s};
    return {.type = u"actuator-breaker"_s,
            .arguments = {may(u"path"_s), may(u"do"_s, Type::Text, reads), neededFor(sets, may(u"breaker"_s)),
                          mayFor(reads, may(u"breaker"_s)),
                          neededFor(sets, may(u"state"_s, Type::Text, {u"CLOSE"_s, u"FORCE_OPEN"_s, u"DISABLE"_s})),
                          at(reads)},
            .reads = reads};
}

ProviderArguments cache()
{
    const QStringList reads{u"read"_s};
    return {
        .type = u"actuator-cache"_s,
        .arguments = {may(u"path"_s), may(u"do"_s, Type::Text, reads), may(u"cache"_s), may(u"manager"_s), at(reads)},
        .reads = reads};
}

ProviderArguments etcd()
{
    const QStringList moves{u"transfer-leadership"_s};
    const QStringList reads{u"leader"_s};
    return {.type = u"etcd"_s,
            .arguments = {needed(u"do"_s, Type::Text, moves + reads), mayFor(moves, may(u"to"_s)), at(reads)},
            .reads = reads};
}

ProviderArguments lab()
{
    const QStringList reads{u"overview"_s};
    return {
        .type = u"lab"_s,
        .arguments = {needed(u"do"_s), notFor(reads, may(u"body"_s, Type::Any)),
                      notFor(reads, map(u"verify"_s, {needed(u"at"_s, Type::Pointer), needed(u"equals"_s, Type::Any)})),
                      at(reads)},
        .reads = reads};
}

ProviderArguments http()
{
    return {.type = u"http"_s,
            .arguments = {may(u"method"_s), may(u"url"_s), may(u"path"_s), may(u"headers"_s, Type::TextMap),
                          may(u"arguments"_s, Type::Any), may(u"body"_s, Type::Any), may(u"text"_s),
                          may(u"status"_s, Type::Status),
                          map(u"count"_s, {may(u"at"_s, Type::Pointer), may(u"regex"_s, Type::Regex), may(u"in"_s)}),
                          may(u"if_match"_s, Type::Truth),
                          map(u"verify"_s,
                              {may(u"path"_s), may(u"at"_s, Type::Pointer), may(u"status"_s, Type::Status),
                               may(u"pass"_s, Type::Threshold), may(u"equals"_s, Type::Any)}),
                          may(u"verify_tls"_s, Type::Truth), whole(u"max_retries"_s, 0, 10)},
            .oneOf = {{u"url"_s, u"path"_s}},
            .open = true};
}

ProviderArguments process()
{
    return {
        .type = u"process"_s,
        .arguments = {needed(u"path"_s), may(u"arguments"_s, Type::Arguments), may(u"env"_s, Type::TextMap),
                      whole(u"exit"_s, 0, 255),
                      map(u"preview"_s, {needed(u"path"_s), may(u"arguments"_s, Type::Arguments)}),
                      map(u"verify"_s,
                          {needed(u"path"_s), may(u"arguments"_s, Type::Arguments), may(u"matches"_s, Type::Regex)})},
        .open = true};
}

ProviderArguments varnish()
{
    const QStringList keys{u"xkey"_s, u"softpurge"_s};
    const QStringList overHttp{u"purge"_s, u"ban"_s, u"xkey"_s, u"softpurge"_s};
    const QStringList lookup{u"lookup"_s};
    const QStringList lists{u"backends"_s, u"vcls"_s};
    const QStringList admin = QStringList{u"use"_s, u"health"_s} + lists;
    return {.type = u"varnish"_s,
            .arguments = {needed(u"do"_s, Type::Text, overHttp + admin + lookup),
                          neededFor(QStringList{u"purge"_s} + lookup, may(u"path"_s)),
                          mayFor({u"ban"_s, u"xkey"_s, u"softpurge"_s}, may(u"path"_s)),
                          mayFor(overHttp + lookup, may(u"host"_s)), neededFor(keys, may(u"key"_s)),
                          neededFor({u"ban"_s}, may(u"expr"_s)), mayFor(overHttp, may(u"header"_s)),
                          mayFor(overHttp, may(u"method"_s)), neededFor({u"use"_s}, may(u"vcl"_s)),
                          mayFor({u"vcls"_s}, may(u"vcl"_s)), neededFor({u"health"_s}, may(u"backend"_s)),
                          mayFor({u"backends"_s}, may(u"backend"_s)),
                          neededFor({u"health"_s}, may(u"health"_s, Type::Text, {u"sick"_s, u"healthy"_s, u"auto"_s})),
                          mayFor({u"ban"_s}, may(u"admin"_s)),
                          mayFor(admin + QStringList{u"ban"_s}, map(u"secret"_s, {may(u"env"_s), may(u"file"_s)})),
                          at(lists + lookup)},
            .reads = lists + lookup};
}

ProviderArguments haproxy()
{
    const QStringList sets{u"state"_s, u"weight"_s};
    const QStringList reads{u"servers"_s};
    return {.type = u"haproxy"_s,
            .arguments = {needed(u"do"_s, Type::Text, sets + reads), neededFor(sets, may(u"backend"_s)),
                          neededFor(sets, may(u"server"_s)), mayFor(reads, may(u"backend"_s)),
                          mayFor(reads, may(u"server"_s)),
                          neededFor({u"state"_s}, may(u"state"_s, Type::Text, {u"ready"_s, u"drain"_s, u"maint"_s})),
                          neededFor({u"weight"_s}, may(u"weight"_s, Type::Weight)), at(reads)},
            .reads = reads};
}

ProviderArguments redis()
{
    const QStringList deletes{u"delete"_s, u"delete-pattern"_s};
    const QStringList reads{u"role"_s};
    return {
        .type = u"redis"_s,
        .arguments = {needed(u"do"_s, Type::Text, deletes + QStringList{u"failover"_s, u"sentinel-failover"_s} + reads),
                      neededFor({u"delete"_s}, may(u"key"_s)), neededFor({u"delete-pattern"_s}, may(u"pattern"_s)),
                      mayFor({u"delete-pattern"_s}, whole(u"batch"_s, 1, 100'000)),
                      mayFor({u"delete-pattern"_s}, whole(u"limit"_s, 1, 100'000'000)),
                      mayFor({u"failover"_s}, may(u"to"_s)), neededFor({u"sentinel-failover"_s}, may(u"master"_s)),
                      mayFor(deletes, whole(u"database"_s, 0, 1'000'000)), may(u"user"_s),
                      map(u"password"_s, {may(u"env"_s), may(u"file"_s), may(u"keychain"_s)}), at(reads)},
        .reads = reads};
}

ProviderArguments caddy()
{
    const QStringList reads{u"health"_s};
    return {.type = u"caddy"_s,
            .arguments = {needed(u"do"_s, Type::Text, QStringList{u"upstreams"_s, u"load"_s} + reads),
                          mayFor({u"upstreams"_s}, may(u"id"_s)),
                          neededFor({u"upstreams"_s}, may(u"upstreams"_s, Type::Upstreams)),
                          mayFor({u"load"_s}, may(u"config"_s, Type::Any)), mayFor({u"load"_s}, may(u"file"_s)),
                          mayFor(reads, may(u"upstream"_s)), at(reads)},
            .reads = reads};
}

std::vector<ProviderArguments> makeAll()
{
    return {breaker(),
            cache(),
            caddy(),
            etcd(),
            haproxy(),
            http(),
            lab(),
            {.type = u"load"_s,
             .arguments = {needed(u"path"_s), whole(u"users"_s, 1, 500), may(u"duration"_s, Type::Duration),
                           may(u"client_header"_s),
                           map(u"limits"_s,
                               {may(u"mean"_s, Type::Threshold), may(u"p50"_s, Type::Threshold),
                                may(u"p95"_s, Type::Threshold), may(u"p99"_s, Type::Threshold),
                                may(u"success"_s, Type::Threshold), may(u"throughput"_s, Type::Threshold)})}},
            process(),
            {.type = u"promql"_s,
             .arguments = {needed(u"expr"_s), may(u"scope"_s, Type::Text, {u"service"_s, u"fleet"_s}),
                           may(u"pass"_s, Type::Threshold)}},
            redis(),
            varnish()};
}

} // namespace

const std::vector<ProviderArguments> &allProviderArguments()
{
    static const std::vector<ProviderArguments> all = makeAll();
    return all;
}

const std::vector<ProviderArgument> &commonArguments()
{
    static const List common{needed(u"type"_s),
                             may(u"targets"_s, Type::Texts),
                             may(u"service"_s),
                             may(u"timeout"_s, Type::Timeout),
                             may(u"within"_s, Type::Duration),
                             may(u"secrets"_s, Type::Texts)};
    return common;
}

const ProviderArguments *argumentsOf(const QString &type)
{
    const auto &all = allProviderArguments();
    const auto found = std::ranges::find(all, type, &ProviderArguments::type);
    return found == all.end() ? nullptr : &*found;
}

QStringList readsOf(const QString &type)
{
    const ProviderArguments *const known = argumentsOf(type);
    return known ? known->reads : QStringList();
}

std::optional<Duration> durationFrom(const QJsonValue &value)
{
    if (value.isDouble() && value.toDouble() >= 0) {
        return Duration{std::llround(value.toDouble() * 1000)};
    }
    return value.isString() ? promql::parseDuration(value.toString().toUtf8()) : std::nullopt;
}

} // namespace readyroom::drills
