// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/caddyconfig.h"

#include <algorithm>
#include <map>
#include <set>

namespace readyroom::actions::caddy {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 64; ///< of a configuration; Caddy's own are some 20 deep
constexpr qsizetype mostDifferences = 12;

QJsonObject serversOf(const QJsonObject &config)
{
    return config.value("apps"_L1).toObject().value("http"_L1).toObject().value("servers"_L1).toObject();
}

/// What Caddy listens on for its own control: "localhost:2019" unless something is said.
QString adminOf(const QJsonObject &config)
{
    const QJsonObject admin = config.value("admin"_L1).toObject();
    if (admin.value("disabled"_L1).toBool()) {
        return {};
    }
    return admin.value("listen"_L1).toString(u"localhost:2019"_s);
}

QString listenOf(const QJsonObject &server)
{
    QStringList addresses;
    for (const QJsonValue &address : server.value("listen"_L1).toArray()) {
        addresses += address.toString();
    }
    return addresses.isEmpty() ? u"nothing"_s : addresses.join(u", "_s);
}

/// host:port as Caddy's "network addresses" have it; a placeholder or a network in front is left to Caddy.
bool looksLikeAddress(const QString &dial)
{
    if (dial.isEmpty() || std::ranges::any_of(dial, [](QChar c) { return c.isSpace() || !c.isPrint() || c == u'"'; })) {
        return false;
    }
    if (dial.startsWith("unix/"_L1) || dial.contains(u'{')) {
        return true;
    }
    const qsizetype colon = dial.lastIndexOf(u':');
    bool isNumber = false;
    const int port = dial.mid(colon + 1).toInt(&isNumber);
    return colon >= 0 && isNumber && port > 0 && port <= 65535;
}

void collect(const QJsonValue &value, int depth, std::vector<Pool> &pools)
{
    if (depth > deepest) {
        return;
    }
    for (const QJsonValue &element : value.toArray()) {
        collect(element, depth + 1, pools);
    }
    const QJsonObject object = value.toObject();
    if (object.value("upstreams"_L1).isArray()) {
        pools.push_back({object.value("@id"_L1).toVariant().toString(), object.value("upstreams"_L1).toArray()});
    }
    for (const QJsonValue &member : object) {
        if (member.isArray() || member.isObject()) {
            collect(member, depth + 1, pools);
        }
    }
}

QString joined(const QStringList &dials)
{
    return dials.isEmpty() ? u"none"_s : dials.join(u", "_s);
}

/// By id, or by number where there is none.
std::map<QString, QStringList> dialsById(const QJsonObject &config)
{
    std::map<QString, QStringList> dials;
    int nameless = 0;
    for (const Pool &pool : poolsOf(config)) {
        const QString id = pool.id.isEmpty() ? u"reverse proxy %1"_s.arg(++nameless) : pool.id;
        dials[id] += dialsOf(pool.upstreams);
    }
    return dials;
}

} // namespace

QStringList dialsOf(const QJsonArray &upstreams)
{
    QStringList dials;
    for (const QJsonValue &upstream : upstreams) {
        dials += upstream.toObject().value("dial"_L1).toString(u"?"_s);
    }
    return dials;
}

Result<QJsonArray> upstreamsFrom(const QJsonValue &argument, const QJsonArray &present)
{
    QJsonArray wanted;
    for (const QJsonValue &one : argument.isString() ? QJsonArray{argument} : argument.toArray()) {
        if (one.isObject()) {
            wanted.append(one);
            continue;
        }
        for (const QString &dial : one.toString().split(u',')) {
            const auto known = std::ranges::find_if(present, [&](const QJsonValue &upstream) {
                return upstream.toObject().value("dial"_L1).toString() == dial.trimmed();
            });
            wanted.append(known == present.end() ? QJsonValue(QJsonObject{{u"dial"_s, dial.trimmed()}})
                                                 : QJsonValue(*known));
        }
    }
    if (wanted.isEmpty()) {
        return failure(Error::Kind::Config, u"The list of upstreams is empty: this would leave no server"_s);
    }
    for (const QJsonValue &upstream : wanted) {
        // Caddy itself takes whatever text there is, and answers 200.
        const QString dial = upstream.toObject().value("dial"_L1).toString();
        if (!looksLikeAddress(dial)) {
            return failure(
                Error::Kind::Config,
                u"“%1” is not an address that Caddy can send requests to, such as 10.0.0.1:8080"_s.arg(dial.left(200)));
        }
    }
    return wanted;
}

QJsonArray argumentFrom(const QJsonArray &upstreams)
{
    QJsonArray argument;
    for (const QJsonValue &upstream : upstreams) {
        const QJsonObject object = upstream.toObject();
        const bool isPlain = object.size() == 1 && object.contains("dial"_L1);
        argument.append(isPlain ? object.value("dial"_L1) : upstream);
    }
    return argument;
}

std::vector<Pool> poolsOf(const QJsonValue &config)
{
    std::vector<Pool> pools;
    collect(config, 0, pools);
    return pools;
}

QStringList refusalsOf(const QJsonObject &wanted, const QJsonObject &present)
{
    if (wanted.isEmpty()) {
        // Caddy takes an empty body, answers 200, drops every server and moves its admin endpoint.
        return {u"The configuration is empty: this would leave no server."_s};
    }
    QStringList refusals;
    if (serversOf(wanted).isEmpty() && !serversOf(present).isEmpty()) {
        refusals += u"The configuration has no HTTP server: this would leave no server."_s;
    }
    for (const Pool &pool : poolsOf(wanted)) {
        if (pool.upstreams.isEmpty()) {
            refusals += pool.id.isEmpty()
                ? u"A list of upstreams of the configuration is empty: this would leave no server."_s
                : u"The list of upstreams of %1 is empty: this would leave no server."_s.arg(pool.id);
        }
    }
    const QString before = adminOf(present);
    const QString after = adminOf(wanted);
    if (after.isEmpty()) {
        refusals += u"The configuration disables the admin endpoint, so that nobody could take it back."_s;
    } else if (!present.isEmpty() && before != after) {
        refusals +=
            u"The configuration moves the admin endpoint from %1 to %2, so that it could not be taken back from here."_s
                .arg(before, after);
    }
    return refusals;
}

QStringList differences(const QJsonObject &present, const QJsonObject &wanted)
{
    QStringList found;
    const QJsonObject before = serversOf(present);
    const QJsonObject after = serversOf(wanted);
    for (auto it = before.begin(); it != before.end(); ++it) {
        const QString listen = listenOf(it.value().toObject());
        if (!after.contains(it.key())) {
            found += u"server %1 (%2) goes"_s.arg(it.key(), listen);
        } else if (const QString then = listenOf(after.value(it.key()).toObject()); then != listen) {
            found += u"server %1 listens on %2 → %3"_s.arg(it.key(), listen, then);
        }
    }
    for (auto it = after.begin(); it != after.end(); ++it) {
        if (!before.contains(it.key())) {
            found += u"server %1 (%2) comes"_s.arg(it.key(), listenOf(it.value().toObject()));
        }
    }
    std::map<QString, QStringList> dialsBefore = dialsById(present);
    std::map<QString, QStringList> dialsAfter = dialsById(wanted);
    std::set<QString> ids;
    for (const auto *const dials : {&dialsBefore, &dialsAfter}) {
        for (const auto &[id, list] : *dials) {
            ids.insert(id);
        }
    }
    for (const QString &id : ids) {
        if (dialsBefore[id] != dialsAfter[id]) {
            found += u"upstreams of %1: %2 → %3"_s.arg(id, joined(dialsBefore[id]), joined(dialsAfter[id]));
        }
    }
    if (found.size() > mostDifferences) {
        const qsizetype more = found.size() - mostDifferences + 1;
        found = found.first(mostDifferences - 1);
        found += u"%1 more"_s.arg(more);
    }
    return found;
}

} // namespace readyroom::actions::caddy
