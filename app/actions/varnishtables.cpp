// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnishtables.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

/// What comes behind the version, the command and the time.
Result<QList<QJsonObject>> entriesOf(const QByteArray &json, QLatin1StringView command)
{
    constexpr qsizetype headSize = 3;
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonArray all = document.array();
    if (all.size() < headSize || all.at(1).toArray().first().toString() != command) {
        return failure(Error::Kind::Http, u"Varnish did not answer %1 with a list in JSON"_s.arg(command),
                       QString::fromUtf8(json.left(200)));
    }
    QList<QJsonObject> entries;
    for (qsizetype i = headSize; i < all.size(); ++i) {
        entries += all.at(i).toObject();
    }
    return entries;
}

} // namespace

Result<std::vector<VarnishVcl>> varnishVclsFrom(const QByteArray &json)
{
    const auto entries = entriesOf(json, "vcl.list"_L1);
    if (!entries) {
        return std::unexpected(entries.error());
    }
    std::vector<VarnishVcl> vcls;
    for (const QJsonObject &entry : *entries) {
        vcls.push_back({.name = entry.value("name"_L1).toString(),
                        .active = entry.value("status"_L1) == "active"_L1,
                        .state = entry.value("state"_L1).toString(),
                        .temperature = entry.value("temperature"_L1).toString()});
    }
    return vcls;
}

QString VarnishBackend::health() const
{
    if (forced == "sick"_L1) {
        return forced;
    }
    return forced == "healthy"_L1 && probed ? forced : u"auto"_s;
}

Result<std::vector<VarnishBackend>> varnishBackendsFrom(const QByteArray &json)
{
    const auto entries = entriesOf(json, "backend.list"_L1);
    if (!entries) {
        return std::unexpected(entries.error());
    }
    std::vector<VarnishBackend> backends;
    for (const QJsonObject &entry : *entries) {
        for (auto it = entry.begin(); it != entry.end(); ++it) {
            const QJsonObject told = it.value().toObject();
            // [good probes, of so many, what they say]; without a probe 0 of 0.
            const QJsonArray probe = told.value("probe_message"_L1).toArray();
            backends.push_back({.name = it.key(),
                                .forced = told.value("admin_health"_L1).toString(),
                                .probed = probe.at(1).toInt() > 0,
                                .probeSaysSick = probe.at(2).toString() == "sick"_L1,
                                .isDirector = told.value("type"_L1).toString() != "backend"_L1});
        }
    }
    return backends;
}

Result<std::vector<VarnishBan>> varnishBansFrom(const QByteArray &json)
{
    const auto entries = entriesOf(json, "ban.list"_L1);
    if (!entries) {
        return std::unexpected(entries.error());
    }
    std::vector<VarnishBan> bans;
    for (const QJsonObject &entry : *entries) {
        bans.push_back({.time = entry.value("time"_L1).toDouble(),
                        .expression = entry.value("spec"_L1).toString(),
                        .completed = entry.value("completed"_L1).toBool()});
    }
    return bans;
}

} // namespace readyroom::actions
