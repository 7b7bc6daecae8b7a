// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/prometheussource.h"

#include "app/sources/apianswer.h"

namespace readyroom::sources {

using namespace Qt::StringLiterals;

namespace {

QString seconds(std::int64_t millis)
{
    return QString::number(static_cast<double>(millis) / 1000.0, 'f', 3);
}

QCoro::Task<Result<promql::QueryResult>> ask(http::Transport &transport, http::Request request, std::stop_token stop)
{
    const http::Response response = co_await transport.fetch(std::move(request), std::move(stop));
    if (response.error) {
        co_return std::unexpected(*response.error);
    }
    const QByteArrayView contentType = response.header("content-type");
    if (!contentType.startsWith("application/json")) {
        co_return failure(
            Error::Kind::Http,
            u"The server answered %1 with %2 instead of JSON; is this the address of a Prometheus API?"_s.arg(
                QString::number(response.status),
                contentType.isEmpty() ? u"no content type"_s : QString::fromUtf8(contentType).left(80)));
    }
    co_return readApiAnswer(response.body);
}

} // namespace

PrometheusSource::PrometheusSource(http::Transport &transport, QUrl base, http::Credentials credentials, fleet::Tls tls,
                                   Duration timeout)
    : m_transport(transport)
    , m_base(std::move(base))
    , m_credentials(std::move(credentials))
    , m_tls(std::move(tls))
    , m_timeout(timeout)
{
}

http::Request PrometheusSource::request(QLatin1StringView call,
                                        const std::vector<std::pair<QString, QString>> &parameters) const
{
    QByteArray form;
    for (const auto &[name, value] : parameters) {
        form += (form.isEmpty() ? "" : "&") + name.toUtf8() + '=' + QUrl::toPercentEncoding(value);
    }
    http::Request request;
    request.url = m_base;
    QString path = m_base.path();
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    request.url.setPath(path + u"/api/v1/"_s + call);
    request.reading = http::Reading::Query;
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}, {"accept", "application/json"}};
    request.body = form;
    request.credentials = m_credentials;
    request.tls = m_tls;
    request.timeout = m_timeout;
    request.bodyLimit = std::size_t{64} * 1024 * 1024;
    return request;
}

QCoro::Task<Result<promql::QueryResult>> PrometheusSource::instant(QString expr, Timestamp at, std::stop_token stop)
{
    return ask(m_transport, request("query"_L1, {{u"query"_s, expr}, {u"time"_s, seconds(toMillis(at))}}),
               std::move(stop));
}

QCoro::Task<Result<promql::QueryResult>> PrometheusSource::range(QString expr, Timestamp from, Timestamp to,
                                                                 Duration step, std::stop_token stop)
{
    return ask(m_transport,
               request("query_range"_L1,
                       {{u"query"_s, expr},
                        {u"start"_s, seconds(toMillis(from))},
                        {u"end"_s, seconds(toMillis(to))},
                        {u"step"_s, seconds(step.count())}}),
               std::move(stop));
}

} // namespace readyroom::sources
