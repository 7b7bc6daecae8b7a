// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/httporder.h"

#include "app/actions/arguments.h"
#include "app/actions/targetrequest.h"
#include "app/monitor/target.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;

namespace {

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Error::Kind::Config, sentence);
}

bool isAbsent(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

/// As it stands in a form: a number as JSON writes it.
QString plain(const QJsonValue &value)
{
    if (value.isString()) {
        return value.toString();
    }
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.sliced(1, json.size() - 2));
}

QByteArray jsonOf(const QJsonValue &value)
{
    return value.isObject() ? QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)
        : value.isArray()   ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)
                            : plain(QJsonValue(value)).toUtf8();
}

/// application/x-www-form-urlencoded, as requests for Python has it.
QByteArray formOf(const QJsonObject &arguments)
{
    QByteArrayList pairs;
    const auto add = [&pairs](const QString &name, const QJsonValue &value) {
        if (!isAbsent(value)) {
            const auto encoded = [](const QString &text) { return QUrl::toPercentEncoding(text).replace("%20", "+"); };
            pairs += encoded(name) + '=' + encoded(plain(value));
        }
    };
    for (auto it = arguments.begin(); it != arguments.end(); ++it) {
        if (it.value().isArray()) {
            for (const QJsonValue &one : it.value().toArray()) {
                add(it.key(), one);
            }
        } else {
            add(it.key(), it.value());
        }
    }
    return pairs.join('&');
}

QByteArray headerOf(const HttpOrder &order, QByteArrayView lowerCaseName)
{
    const auto found = std::ranges::find_if(
        order.headers, [&](const Answer::Header &header) { return header.first.toLower() == lowerCaseName; });
    return found == order.headers.end() ? QByteArray() : found->second;
}

void addQuery(QUrl &url, const QByteArray &form)
{
    if (form.isEmpty()) {
        return;
    }
    const QByteArray present = url.query(QUrl::FullyEncoded).toLatin1();
    url.setQuery(QString::fromLatin1(present.isEmpty() ? form : QByteArray(present + '&' + form)), QUrl::StrictMode);
}

Result<QUrl> urlOf(const Act &act)
{
    const QString whole = act.arguments.value("url"_L1).toString();
    if (!whole.isEmpty()) {
        return httpTargetFrom(whole);
    }
    const QString path = act.arguments.value("path"_L1).toString();
    if (!path.startsWith(u'/')) {
        return wrong(u"http needs `url`, or `path` from / on"_s);
    }
    const Result<QUrl> base = httpTargetFrom(act.target);
    return base ? Result<QUrl>(monitor::endpointUrl(*base, path)) : base;
}

Result<Duration> httpTimeoutOf(const QJsonObject &arguments)
{
    const QJsonArray both = arguments.value("timeout"_L1).toArray();
    if (both.isEmpty()) {
        return timeoutOf(arguments, usualHttpTimeout);
    }
    const double seconds = both.at(0).toDouble() + both.at(1).toDouble();
    return timeoutOf({{u"timeout"_s, both.size() == 2 ? seconds : 0}}, usualHttpTimeout);
}

Result<void> addHeaders(HttpOrder &order, const QJsonValue &given)
{
    if (!isAbsent(given) && !given.isObject()) {
        return wrong(u"The headers of http must be a map of names to texts"_s);
    }
    const QJsonObject headers = given.toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        order.headers.emplace_back(it.key().toLatin1(), plain(it.value()).toUtf8());
    }
    return {};
}

Result<void> addBody(HttpOrder &order, const QJsonObject &arguments)
{
    const QJsonValue body = arguments.value("body"_L1);
    const QJsonValue text = arguments.value("text"_L1);
    const QJsonValue fields = arguments.value("arguments"_L1);
    QByteArray type;
    if (!isAbsent(body)) {
        order.body = jsonOf(body);
        type = "application/json";
    } else if (!isAbsent(text)) {
        order.body = text.toString().toUtf8();
    } else if (fields.isString()) {
        order.body = fields.toString().toUtf8();
    } else if (fields.isObject() && order.isReading()) {
        addQuery(order.url, formOf(fields.toObject()));
    } else if (!isAbsent(fields) && headerOf(order, "content-type").startsWith("application/json")) {
        order.body = jsonOf(fields);
    } else if (fields.isObject()) {
        order.body = formOf(fields.toObject());
        type = "application/x-www-form-urlencoded";
    } else if (!isAbsent(fields)) {
        return wrong(u"The arguments of http must be a map or a text"_s);
    }
    if (order.isReading() && fields.isString()) {
        addQuery(order.url, std::exchange(order.body, {}));
    }
    if (order.isReading() && !order.body.isEmpty()) {
        return wrong(u"A %1 has no body"_s.arg(QString::fromLatin1(order.method)));
    }
    if (!type.isEmpty() && !order.body.isEmpty() && headerOf(order, "content-type").isEmpty()) {
        order.headers.emplace_back("Content-Type", type);
    }
    return {};
}

} // namespace

Result<HttpOrder> httpOrderFrom(const Act &act)
{
    const Result<QUrl> url = urlOf(act);
    const Result<Duration> timeout = httpTimeoutOf(act.arguments);
    if (!url || !timeout) {
        return std::unexpected(url ? timeout.error() : url.error());
    }
    HttpOrder order{.url = *url,
                    .method = act.arguments.value("method"_L1).toString(u"GET"_s).toUpper().toLatin1(),
                    .timeout = *timeout,
                    .verifyTls = act.arguments.value("verify_tls"_L1).toBool(true),
                    .retries = std::clamp(act.arguments.value("max_retries"_L1).toInt(), 0, 10)};
    if (Result<void> added = addHeaders(order, act.arguments.value("headers"_L1)); !added) {
        return std::unexpected(added.error());
    }
    if (Result<void> added = addBody(order, act.arguments); !added) {
        return std::unexpected(added.error());
    }
    return order;
}

HttpOrder readingBeside(const HttpOrder &order, const Act &act, const QString &path)
{
    HttpOrder reading{.url = order.url, .timeout = order.timeout, .verifyTls = order.verifyTls};
    for (const Answer::Header &header : order.headers) {
        if (header.first.compare("content-type", Qt::CaseInsensitive) != 0) {
            reading.headers.push_back(header);
        }
    }
    if (!path.isEmpty()) {
        const bool isBelowTarget = act.arguments.value("url"_L1).toString().isEmpty();
        QUrl origin = order.url;
        origin.setPath({});
        origin.setQuery(QString());
        reading.url = monitor::endpointUrl(isBelowTarget ? QUrl(act.target) : origin, path);
    }
    return reading;
}

} // namespace readyroom::actions
