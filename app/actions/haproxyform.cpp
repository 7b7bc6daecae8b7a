// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/haproxyform.h"

#include "app/actions/targetrequest.h"

#include <QJsonObject>

#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Outcome;

namespace {

QUrl csvOf(const QUrl &page)
{
    // Behind the query, where there is one: "/haproxy?stats;csv".
    return QUrl(page.toString(QUrl::RemoveFragment | QUrl::FullyEncoded) + u";csv"_s, QUrl::StrictMode);
}

Outcome failed(Outcome outcome, Error error)
{
    outcome.observed = error.message;
    outcome.error = std::move(error);
    return outcome;
}

/// From the `st=` of a Location. In HAProxy's source: stat_status_codes.
Result<void> resultOf(const QByteArray &location)
{
    const qsizetype at = location.lastIndexOf("st=");
    const QByteArray code = at < 0 ? QByteArray() : location.mid(at + 3);
    if (code == "DONE" || code == "NONE" || code == "PART") {
        return {}; // what of it is true now will be read back
    }
    const QString why = code == "DENY" ? u"HAProxy refuses changes by its statistics page: stats admin is not allowed"_s
        : code == "ERRP"               ? u"HAProxy knows no such backend, server or state"_s
        : code == "EXCP"               ? u"HAProxy took the form for too large"_s
                                       : u"HAProxy did not say whether it did it"_s;
    return failure(Error::Kind::Http, why, u"Location: "_s + QString::fromLatin1(location.left(200)));
}

} // namespace

QByteArray haproxyFormBody(const HaproxyOrder &order)
{
    const auto *const mode = std::get_if<HaproxyMode>(&order.want);
    const QString action = mode ? haproxyModeName(*mode) : QString();
    return "s=" + QUrl::toPercentEncoding(order.server) + "&action=" + action.toLatin1()
        + "&b=" + QUrl::toPercentEncoding(order.backend);
}

QCoro::Task<Result<HaproxyState>> haproxyFormState(World &world, QUrl page, Duration timeout, std::stop_token stop)
{
    const Result<http::Request> request = co_await requestTo(world, csvOf(page), timeout, stop);
    if (!request) {
        co_return std::unexpected(request.error());
    }
    const http::Response response = co_await world.transport.fetch(*request, stop);
    if (response.error) {
        co_return std::unexpected(*response.error);
    }
    if (response.status != 200) {
        co_return failure(Error::Kind::Http, u"The statistics page of HAProxy answered %1"_s.arg(response.status));
    }
    co_return haproxyStateFromCsv(response.body);
}

QCoro::Task<Outcome> sendHaproxyForm(World &world, QUrl page, HaproxyOrder order, security::Permit permit,
                                     std::stop_token stop)
{
    Result<http::Request> request = co_await requestTo(world, page, order.timeout, stop);
    if (!request) {
        co_return failed({}, request.error());
    }
    request->headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request->body = haproxyFormBody(order);
    const http::Response response = co_await world.transport.change(*request, "POST", std::move(permit), stop);
    Outcome outcome{.sent = response.sent};
    if (response.error) {
        co_return failed(std::move(outcome), *response.error);
    }
    const QByteArray location = response.header("location").toByteArray();
    outcome.output = QJsonObject{{u"status"_s, response.status},
                                 {u"headers"_s, QJsonObject{{u"location"_s, QString::fromLatin1(location)}}},
                                 {u"body"_s, QString::fromUtf8(response.body.left(4096))}};
    if (response.status != 303) {
        co_return failed(std::move(outcome),
                         {Error::Kind::Http,
                          u"The statistics page answered %1, so that this is no HAProxy that takes changes there"_s.arg(
                              response.status),
                          {},
                          {}});
    }
    if (const Result<void> result = resultOf(location); !result) {
        co_return failed(std::move(outcome), result.error());
    }
    outcome.observed = u"303 to %1"_s.arg(QString::fromLatin1(location));
    co_return outcome;
}

} // namespace readyroom::actions
