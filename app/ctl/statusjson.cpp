// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/statusjson.h"

#include "app/report/objectwriter.h"

#include <QDateTime>
#include <QJsonObject>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using report::jsonNumber;
using report::jsonText;
using report::jsonWords;
using report::ObjectWriter;

namespace {

QString isoTime(Timestamp t)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(t), Qt::UTC).toString(Qt::ISODateWithMs);
}

QJsonObject numbers(const QMap<QString, double> &map)
{
    QJsonObject object;
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        object.insert(it.key(), jsonNumber(it.value()));
    }
    return object;
}

void writeEndpoint(QByteArray &out, const fleet::EndpointStatus &endpoint, Timestamp now)
{
    ObjectWriter o(out);
    o.value("kind", QString(fleet::endpointKindName(endpoint.id.kind)));
    o.value("path", endpoint.id.path);
    o.value("state", fleet::endpointStateName(endpoint.state));
    o.value("status", endpoint.status > 0 ? QJsonValue(endpoint.status) : QJsonValue(QJsonValue::Null));
    o.value("error", jsonWords(endpoint.error));
    o.value("age_s", endpoint.lastAnswer ? jsonNumber(toSeconds(now - *endpoint.lastAnswer)) : QJsonValue());
    o.value("seconds", endpoint.seconds >= 0 ? jsonNumber(endpoint.seconds) : QJsonValue());
    o.value("samples", endpoint.samples);
}

void writeSignals(QByteArray &out, const fleet::ServiceSignals &values)
{
    ObjectWriter o(out);
    o.value("request_rate", jsonNumber(values.requestRate));
    o.value("error_ratio", jsonNumber(values.errorRatio));
    o.value("latency_mean_seconds", jsonNumber(values.latencyMeanSeconds));
    QJsonObject quantiles{{u"0.5"_s, QJsonValue()}, {u"0.95"_s, QJsonValue()}, {u"0.99"_s, QJsonValue()}};
    const QJsonObject known = numbers(values.latencySeconds);
    for (auto it = known.begin(); it != known.end(); ++it) {
        quantiles.insert(it.key(), it.value());
    }
    o.value("latency_seconds", quantiles);
    o.value("cache_hit_ratio", numbers(values.cacheHitRatio));
    o.array("breakers", values.breakers, [&](const fleet::BreakerStatus &breaker) {
        ObjectWriter b(out);
        b.value("breaker", breaker.breaker);
        b.value("instance", breaker.instance);
        b.value("state", fleet::breakerStateName(breaker.state));
    });
}

} // namespace

QByteArray statusJson(const fleet::FleetSnapshot &snapshot)
{
    QByteArray out;
    {
        ObjectWriter root(out);
        root.value("at", isoTime(snapshot.at));
        root.array("services", snapshot.services, [&](const fleet::ServiceStatus &service) {
            ObjectWriter s(out);
            s.value("name", service.name);
            s.value("environment", service.environment);
            s.value("state", fleet::serviceStateName(service.state));
            s.array("reasons", service.reasons,
                    [&](const fleet::StateReason &reason) { out += jsonText(reason.text); });
            s.array("instances", service.instances, [&](const fleet::InstanceStatus &instance) {
                ObjectWriter i(out);
                i.value("instance", instance.instance);
                i.value("up", instance.up);
                i.array("endpoints", instance.endpoints,
                        [&](const fleet::EndpointStatus &endpoint) { writeEndpoint(out, endpoint, snapshot.at); });
            });
            s.key("signals");
            writeSignals(out, service.signals_);
        });
    }
    return out;
}

} // namespace readyroom::ctl
