// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/caddyhealth.h"

#include "app/actions/reading.h"
#include "models/exposition/reader.h"
#include "models/exposition/seriestext.h"

#include <QJsonArray>
#include <QJsonObject>

namespace readyroom::actions::caddy {

using namespace Qt::StringLiterals;

QMap<QString, bool> healthyFrom(const QByteArray &metrics)
{
    constexpr QByteArrayView name{"caddy_reverse_proxy_upstreams_healthy"};
    Answer answer;
    answer.status = 200;
    answer.body = metrics;
    fleet::Endpoint endpoint;
    endpoint.kind = fleet::EndpointKind::Metrics;
    endpoint.format = fleet::Format::Prometheus;
    const Result<exposition::Page> page = exposition::read(answer, endpoint);
    QMap<QString, bool> healthy;
    if (!page) {
        return healthy;
    }
    for (const exposition::PageSample &sample : page->samples) {
        const Result<series::Labels> labels =
            sample.series.startsWith(name) ? exposition::parseSeries(sample.series) : series::Labels();
        if (labels && labels->metricName() == name) {
            healthy.insert(QString::fromUtf8(labels->value("upstream")), sample.value == 1);
        }
    }
    return healthy;
}

Result<QJsonValue> healthJson(const QJsonValue &upstreams, const QMap<QString, bool> &healthy, const QString &upstream)
{
    if (!upstreams.isArray() && !upstreams.isNull()) { // null: there are none
        return failure(Error::Kind::Parse, u"Caddy does not tell its upstreams"_s);
    }
    QJsonArray all;
    QStringList known;
    for (const QJsonValue &value : upstreams.toArray()) {
        QJsonObject one = value.toObject();
        const QString address = one.value("address"_L1).toString();
        if (const auto found = healthy.constFind(address); found != healthy.cend()) {
            one.insert("healthy"_L1, *found);
        }
        if (address == upstream) {
            return QJsonValue(one);
        }
        known += address;
        all += one;
    }
    if (!upstream.isEmpty()) {
        return std::unexpected(unknownName(u"Caddy"_s, u"upstream"_s, upstream, known));
    }
    return QJsonValue(all);
}

} // namespace readyroom::actions::caddy
