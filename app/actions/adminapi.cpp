// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/adminapi.h"

#include "app/actions/arguments.h"
#include "app/actions/targetrequest.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <optional>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t bodyLimit = std::size_t{8} * 1024 * 1024;
constexpr qsizetype longestRemark = 300;

/// What a body says about an error: its member "error" or "message", or the text itself.
QString remarkOf(const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    for (const QLatin1StringView key : {"error"_L1, "message"_L1}) {
        if (const QString text = json.value(key).toString(); !text.isEmpty()) {
            return text.simplified().left(longestRemark);
        }
    }
    return QString::fromUtf8(body).simplified().left(longestRemark);
}

QJsonObject headersOf(const http::Response &response, const security::Redactor &redactor)
{
    QJsonObject headers;
    for (const auto &[name, value] : response.headers) {
        headers.insert(QString::fromLatin1(name), redactor.redacted(QString::fromUtf8(value)));
    }
    return headers;
}

} // namespace

Result<QUrl> adminBase(const QString &target)
{
    const QUrl url(target.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        || url.hasQuery() || url.hasFragment()) {
        return failure(Error::Kind::Config,
                       u"“%1” is not the http or https address of an API"_s.arg(
                           url.isValid() ? url.toDisplayString(QUrl::RemoveUserInfo) : QString()));
    }
    return url;
}

QUrl AdminCall::url() const
{
    QUrl url = base;
    QString folder = base.path(QUrl::FullyEncoded);
    while (folder.endsWith(u'/')) {
        folder.chop(1);
    }
    url.setPath(folder + path, QUrl::StrictMode);
    if (!query.isEmpty()) {
        url.setQuery(query, QUrl::StrictMode);
    }
    return url;
}

QString AdminCall::text() const
{
    const QUrl shown = url().adjusted(QUrl::RemoveUserInfo);
    QString text = QString::fromLatin1(method) + u' ' + QString::fromUtf8(shown.toEncoded());
    for (const auto &[name, value] : headers) {
        text += u'\n' + QString::fromUtf8(name) + u": "_s + QString::fromUtf8(value);
    }
    if (!body.isEmpty()) {
        text += u"\n\n"_s + QString::fromUtf8(body);
    }
    return text;
}

QString AdminCall::curl() const
{
    QString line = u"curl -sS -X %1"_s.arg(QString::fromLatin1(method));
    for (const auto &[name, value] : headers) {
        line += u" -H "_s + shellWord(QString::fromUtf8(name) + u": "_s + QString::fromUtf8(value));
    }
    if (!body.isEmpty()) {
        line += u" --data-binary "_s + shellWord(QString::fromUtf8(body));
    }
    return line + u' ' + shellWord(QString::fromUtf8(url().adjusted(QUrl::RemoveUserInfo).toEncoded()));
}

QCoro::Task<Result<http::Request>> requestOf(World &world, AdminCall call, std::stop_token stop)
{
    auto making = requestTo(world, call.url(), call.timeout, std::move(stop));
    Result<http::Request> request = co_await std::move(making);
    if (!request) {
        co_return request;
    }
    request->headers.insert(request->headers.end(), call.headers.begin(), call.headers.end());
    request->body = call.body;
    request->bodyLimit = bodyLimit;
    co_return request;
}

QCoro::Task<http::Response> AdminApi::read(AdminCall call, http::Reading reading, std::stop_token stop)
{
    auto making = requestOf(m_world, std::move(call), stop);
    Result<http::Request> request = co_await std::move(making);
    if (!request) {
        co_return http::Response{.error = std::move(request).error()};
    }
    request->reading = reading;
    auto fetching = m_world.transport.fetch(*std::move(request), std::move(stop));
    co_return co_await std::move(fetching);
}

QCoro::Task<http::Response> AdminApi::change(AdminCall call, security::Permit permit, std::stop_token stop)
{
    const QByteArray method = call.method;
    auto making = requestOf(m_world, std::move(call), stop);
    Result<http::Request> request = co_await std::move(making);
    if (!request) {
        co_return http::Response{.error = std::move(request).error()};
    }
    auto changing = m_world.transport.change(*std::move(request), method, std::move(permit), std::move(stop));
    co_return co_await std::move(changing);
}

bool isSuccess(const http::Response &response)
{
    return !response.error && response.status >= 200 && response.status < 300;
}

Error refusalOf(const http::Response &response, const QString &what)
{
    const QString remark = remarkOf(response.body);
    return {Error::Kind::Http,
            remark.isEmpty() ? u"%1 answered %2"_s.arg(what).arg(response.status)
                             : u"%1 answered %2: %3"_s.arg(what).arg(response.status).arg(remark),
            {},
            {}};
}

Result<QJsonValue> jsonOf(const http::Response &response, const QString &what)
{
    if (response.error) {
        return std::unexpected(*response.error);
    }
    if (!isSuccess(response)) {
        return std::unexpected(refusalOf(response, what));
    }
    // Wrapped, because QJsonDocument reads arrays and objects only, and a bare null is JSON, too (RFC 8259).
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson('[' + response.body + ']', &error);
    if (error.error != QJsonParseError::NoError || document.array().size() != 1) {
        return failure(Error::Kind::Parse, u"The answer of %1 is not JSON"_s.arg(what), error.errorString());
    }
    return document.array().first();
}

drills::Outcome outcomeOf(const http::Response &response, const QString &what, const security::Redactor &redactor)
{
    drills::Outcome outcome{.sent = response.sent};
    if (response.error) {
        outcome.error = response.error;
        outcome.observed = response.error->message;
        return outcome;
    }
    outcome.output = QJsonObject{{u"status"_s, response.status},
                                 {u"headers"_s, headersOf(response, redactor)},
                                 {u"body"_s, redactor.redacted(QString::fromUtf8(response.body))}};
    outcome.observed = QString::number(response.status);
    if (!isSuccess(response)) {
        outcome.error = redactor.redacted(refusalOf(response, what));
        outcome.observed = outcome.error->message;
    }
    return outcome;
}

drills::Outcome notSent(Error error)
{
    drills::Outcome outcome;
    outcome.observed = error.message;
    outcome.error = std::move(error);
    return outcome;
}

} // namespace readyroom::actions
