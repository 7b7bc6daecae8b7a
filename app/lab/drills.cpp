// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/drills.h"

#include <QJsonArray>

#include <algorithm>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

QString urlOf(const std::vector<FleetEntry> &services, const QString &name)
{
    const auto at = std::ranges::find(services, name, &FleetEntry::name);
    return at == services.end() || at->instances.isEmpty() ? QString() : at->instances.front();
}

QJsonObject request(const QString &method, const QString &url, const QJsonObject &body = {})
{
    QJsonObject provider{{u"type"_s, u"http"_s}, {u"method"_s, method}, {u"url"_s, url}, {u"timeout"_s, 10}};
    if (!body.isEmpty()) {
        provider[u"headers"_s] = QJsonObject{{u"Content-Type"_s, u"application/json"_s}};
        provider[u"arguments"_s] = body;
    }
    return provider;
}

/// A re-read of `path` at the same place has to show `expected`. Chaos Toolkit itself looks past it.
QJsonObject verified(QJsonObject provider, const QString &path, const QString &at, const QJsonValue &expected)
{
    provider[u"verify"_s] = QJsonObject{{u"path"_s, path}, {u"at"_s, at}, {u"equals"_s, expected}};
    return provider;
}

QJsonObject probe(const QString &name, const QJsonObject &provider, const QJsonValue &tolerance)
{
    return {{u"type"_s, u"probe"_s}, {u"name"_s, name}, {u"provider"_s, provider}, {u"tolerance"_s, tolerance}};
}

QJsonObject action(const QString &name, const QJsonObject &provider, double pauseAfter = 0)
{
    QJsonObject json{{u"type"_s, u"action"_s}, {u"name"_s, name}, {u"provider"_s, provider}};
    if (pauseAfter > 0) {
        json[u"pauses"_s] = QJsonObject{{u"after"_s, pauseAfter}};
    }
    return json;
}

/// The body's value at `path` is `expected`.
QJsonObject bodyHas(const QString &path, const QJsonValue &expected)
{
    return {
        {u"type"_s, u"jsonpath"_s}, {u"path"_s, path}, {u"expect"_s, QJsonArray{expected}}, {u"target"_s, u"body"_s}};
}

QJsonObject steadyState(const QString &title, const QJsonArray &probes)
{
    return {{u"title"_s, title}, {u"probes"_s, probes}};
}

QJsonArray extension(const QString &drill, const QString &service)
{
    return {QJsonObject{{u"name"_s, u"readyroom"_s}, {u"drill"_s, drill}, {u"service"_s, service}}};
}

LabDrill partition(const QString &service, const QString &lab)
{
    const QString name = u"cap-lab-partition"_s;
    const auto mode = [&](const char *value) {
        return verified(request(u"PUT"_s, service + u"/mode"_s, {{u"mode"_s, QString::fromLatin1(value)}}), u"/mode"_s,
                        u"/mode"_s, QString::fromLatin1(value));
    };
    const auto link = [&](const QString &order, bool cut) {
        return verified(request(u"POST"_s, lab + u'/' + order), u"/lab/cap-lab"_s, u"/partitioned"_s, cut);
    };
    const QJsonArray method{
        action(u"Prefer availability"_s, mode("AP")),
        action(u"Cut the primary off"_s, link(u"partition"_s, true), 8),
        probe(u"The lab says that it is partitioned"_s, request(u"GET"_s, lab), bodyHas(u"$.partitioned"_s, true)),
        probe(u"The breaker has opened"_s, request(u"GET"_s, service + u"/circuit-breaker"_s),
              bodyHas(u"$.breakers.database.state"_s, u"OPEN"_s)),
        action(u"Join them again"_s, link(u"heal"_s, false), 20),
        probe(u"What was accepted meanwhile has been handed back"_s, request(u"GET"_s, lab), bodyHas(u"$.hints"_s, 0)),
        probe(u"The breaker has closed"_s, request(u"GET"_s, service + u"/circuit-breaker"_s),
              bodyHas(u"$.breakers.database.state"_s, u"CLOSED"_s)),
    };
    return {name,
            {{u"title"_s, u"A partition between the two sides of cap-lab"_s},
             {u"description"_s,
              u"Without its primary the service goes on answering in AP mode, and both sides agree afterwards."_s},
             {u"tags"_s, QJsonArray{u"partition"_s}},
             {u"steady-state-hypothesis"_s,
              steadyState(u"It answers"_s,
                          {probe(u"Reads are answered"_s, request(u"GET"_s, service + u"/data/key-1"_s), 200)})},
             {u"method"_s, method},
             {u"rollbacks"_s,
              QJsonArray{action(u"Join them again, whatever happened"_s, link(u"heal"_s, false)),
                         action(u"Prefer consistency"_s, mode("CP"))}},
             {u"extensions"_s, extension(name, u"cap-lab"_s)}}};
}

LabDrill breaker(const QString &service, const QString &lab)
{
    const QString name = u"resilient-client-breaker"_s;
    const auto circuit = [&](const char *says, const char *state) {
        return probe(QString::fromLatin1(says), request(u"GET"_s, service + u"/circuit"_s),
                     bodyHas(u"$.circuits[0].status"_s, QString::fromLatin1(state)));
    };
    QJsonObject ask = request(u"GET"_s, service + u"/api/data"_s);
    ask[u"headers"_s] = QJsonObject{{u"X-Api-Key"_s, u"drill"_s}};
    const auto api = [&](const QString &key, bool down) {
        return verified(request(u"POST"_s, lab + u"/fault"_s, {{u"origin"_s, u"external-api"_s}, {key, true}}),
                        u"/lab/resilient-client"_s, u"/external_api/down"_s, down);
    };
    const QJsonArray method{
        circuit("The breaker is closed", "CLOSED"),
        action(u"Take the external API away"_s, api(u"down"_s, true), 15),
        circuit("The breaker has opened", "OPEN"),
        probe(u"A request fails at once instead of waiting"_s, ask, 503),
        action(u"Give the external API back"_s, api(u"clear"_s, false), 65),
        circuit("The breaker has closed after its minute", "CLOSED"),
        probe(u"Requests are answered again"_s, ask, 200),
    };
    return {name,
            {{u"title"_s, u"The external API of resilient-client is gone"_s},
             {u"description"_s,
              u"The breaker opens after 5 failures, answers fast meanwhile, and tries again after 60 s."_s},
             {u"tags"_s, QJsonArray{u"breaker"_s}},
             {u"steady-state-hypothesis"_s,
              steadyState(u"The service itself is there"_s,
                          {probe(u"Its health page answers"_s, request(u"GET"_s, service + u"/health"_s), 200)})},
             {u"method"_s, method},
             {u"rollbacks"_s,
              QJsonArray{action(u"Give the external API back, whatever happened"_s, api(u"clear"_s, false))}},
             {u"extensions"_s, extension(name, u"resilient-client"_s)}}};
}

} // namespace

std::vector<LabDrill> labDrills(const std::vector<FleetEntry> &services, const QString &control)
{
    return {partition(urlOf(services, u"cap-lab"_s), control + u"/lab/cap-lab"_s),
            breaker(urlOf(services, u"resilient-client"_s), control + u"/lab/resilient-client"_s)};
}

} // namespace readyroom::lab
