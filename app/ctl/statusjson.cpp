// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/statusjson.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

namespace {

/// Writes an object whose keys stay in the order in which they were given; QJsonObject sorts them.
class ObjectWriter {
public:
    explicit ObjectWriter(QByteArray &out)
        : m_out(out)
    {
        m_out += '{';
    }
    ~ObjectWriter() { m_out += '}'; }
    Q_DISABLE_COPY_MOVE(ObjectWriter)

    void key(const char *name)
    {
        if (!m_first) {
            m_out += ',';
        }
        m_first = false;
        m_out += '"';
        m_out += name;
        m_out += "\":";
    }

    void value(const char *name, const QJsonValue &v)
    {
        key(name);
        // A document needs an array or object at its top, so the value travels in an array.
        const QByteArray text = QJsonDocument(QJsonArray{v}).toJson(QJsonDocument::Compact);
        m_out += QByteArrayView(text).sliced(1, text.size() - 2);
    }

    template<typename Items, typename Write> void array(const char *name, const Items &items, Write write)
    {
        key(name);
        m_out += '[';
        bool first = true;
        for (const auto &item : items) {
            if (!first) {
                m_out += ',';
            }
            first = false;
            write(item);
        }
        m_out += ']';
    }

private:
    QByteArray &m_out;
    bool m_first = true;
};

QJsonValue number(double v)
{
    return std::isfinite(v) ? QJsonValue(v) : QJsonValue(QJsonValue::Null);
}

QJsonValue number(const std::optional<double> &v)
{
    return v ? number(*v) : QJsonValue(QJsonValue::Null);
}

QJsonValue text(const QString &s)
{
    return s.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(s);
}

QString isoTime(Timestamp t)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(t), Qt::UTC).toString(Qt::ISODateWithMs);
}

QJsonObject numbers(const QMap<QString, double> &map)
{
    QJsonObject object;
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        object.insert(it.key(), number(it.value()));
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
    o.value("error", text(endpoint.error));
    o.value("age_s", endpoint.lastAnswer ? number(toSeconds(now - *endpoint.lastAnswer)) : QJsonValue());
    o.value("seconds", endpoint.seconds >= 0 ? number(endpoint.seconds) : QJsonValue());
    o.value("samples", endpoint.samples);
}

void writeSignals(QByteArray &out, const fleet::ServiceSignals &values)
{
    ObjectWriter o(out);
    o.value("request_rate", number(values.requestRate));
    o.value("error_ratio", number(values.errorRatio));
    o.value("latency_mean_seconds", number(values.latencyMeanSeconds));
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
            s.array("reasons", service.reasons, [&](const fleet::StateReason &reason) {
                const QByteArray quoted = QJsonDocument(QJsonArray{reason.text}).toJson(QJsonDocument::Compact);
                out += QByteArrayView(quoted).sliced(1, quoted.size() - 2);
            });
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
