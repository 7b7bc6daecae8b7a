// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/http.h"

#include "app/actions/adminapi.h"
#include "app/actions/curlline.h"
#include "app/actions/httpanswer.h"
#include "app/actions/reread.h"
#include "app/actions/targetrequest.h"
#include "app/async/completion.h"
#include "app/http/origin.h"

#include <algorithm>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Confirmed;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

namespace {

constexpr std::size_t bodyLimit = std::size_t{4} * 1024 * 1024;
constexpr int preconditionFailed = 412;
constexpr int mostRedirects = 5;

bool wantsTag(const Act &act)
{
    return act.arguments.value("if_match"_L1).toBool();
}

QString shownPath(const HttpOrder &order)
{
    const QString path = order.url.path();
    return path.isEmpty() ? u"/"_s : path;
}

/// What it will have done, in one sentence, as far as the arguments say so.
QString effectOf(const Act &act, const HttpOrder &order)
{
    const QJsonObject verify = act.arguments.value("verify"_L1).toObject();
    const QString sent =
        u"%1 is asked to %2 %3"_s.arg(http::hostPort(order.url), QString::fromLatin1(order.method), shownPath(order));
    if (verify.isEmpty()) {
        return sent + u", and nothing is read back."_s;
    }
    const QString where = verify.value("path"_L1).toString(shownPath(order));
    const QString at = verify.contains("at"_L1) ? u" at %1"_s.arg(verify.value("at"_L1).toString()) : QString();
    const QString wanted = verify.contains("pass"_L1) ? verify.value("pass"_L1).toString()
        : verify.contains("equals"_L1)                ? verify.value("equals"_L1).toVariant().toString()
                                                      : expectedText(verify.value("status"_L1));
    return u"%1; after it %2 shows %3%4."_s.arg(sent, where, wanted, at);
}

Error somebodyWasFaster(const HttpOrder &order)
{
    return {Error::Kind::Config,
            u"Somebody has changed %1 meanwhile; look at it again"_s.arg(
                order.url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)),
            {},
            {}};
}

Outcome outcomeOf(const http::Response &response, const Act &act, const security::Redactor &redactor)
{
    Outcome outcome{.sent = response.sent};
    if (response.error) {
        outcome.error = response.error;
        outcome.observed = response.error->message;
        return outcome;
    }
    outcome.output = answerJson(response, redactor);
    outcome.observed = QString::number(response.status);
    const QJsonValue status = act.arguments.value("status"_L1);
    if (!isExpected(response.status, status)) {
        outcome.observed = u"%1 was answered, and not %2"_s.arg(response.status).arg(expectedText(status));
        outcome.error = Error{Error::Kind::Http, outcome.observed, {}, {}};
        return outcome;
    }
    const QJsonValue count = act.arguments.value("count"_L1);
    if (const auto counted = countOf(count, response); !counted) {
        outcome.observed += u", and the count cannot be read: "_s + counted.error().message;
    } else if (*counted) {
        outcome.count = **counted;
        outcome.observed += **counted == 1 ? u", 1 object"_s : u", %1 objects"_s.arg(**counted);
    } else if (count.isObject()) {
        outcome.observed += u", and no count where it should be"_s;
    }
    return outcome;
}

} // namespace

QString Http::name() const
{
    return u"http"_s;
}

QCoro::Task<Result<http::Request>> Http::request(HttpOrder order, std::stop_token stop)
{
    auto making = requestTo(m_world, order.url, order.timeout, stop);
    Result<http::Request> request = co_await std::move(making);
    if (!request) {
        co_return request;
    }
    for (const Answer::Header &header : order.headers) {
        std::erase_if(request->headers, [&header](const Answer::Header &present) {
            return present.first.compare(header.first, Qt::CaseInsensitive) == 0;
        });
        if (header.first.compare("authorization", Qt::CaseInsensitive) == 0) {
            request->credentials = {.clientKey = request->credentials.clientKey};
        }
        request->headers.push_back(header);
    }
    request->body = order.body;
    request->bodyLimit = bodyLimit;
    if (!serviceAt(m_world.fleet, order.url)) {
        request->tls.verify = order.verifyTls;
    }
    co_return request;
}

QCoro::Task<http::Response> Http::fetch(HttpOrder order, std::stop_token stop)
{
    auto making = request(order, stop);
    Result<http::Request> request = co_await std::move(making);
    if (!request) {
        co_return http::Response{.error = std::move(request).error()};
    }
    request->reading = order.reading();
    request->maxRedirects = mostRedirects;
    http::Response response;
    for (int attempt = 0; attempt <= order.retries; ++attempt) {
        auto fetching = m_world.transport.fetch(*request, stop);
        response = co_await std::move(fetching);
        if (!response.error || response.error->kind == Error::Kind::Config || stop.stop_requested()) {
            break;
        }
    }
    co_return response;
}

QCoro::Task<Result<QJsonValue>> Http::read(Act act, std::stop_token stop)
{
    const Result<HttpOrder> order = httpOrderFrom(act);
    if (!order) {
        co_return std::unexpected(order.error());
    }
    if (!order->isReading()) {
        co_return failure(Error::Kind::Unsupported,
                          u"%1 may change something, so it is no probe"_s.arg(QString::fromLatin1(order->method)));
    }
    auto fetching = fetch(*order, stop);
    const http::Response response = co_await std::move(fetching);
    if (response.error) {
        co_return std::unexpected(*response.error);
    }
    const QJsonValue status = act.arguments.value("status"_L1);
    if (!status.isUndefined() && !isExpected(response.status, status)) {
        co_return failure(Error::Kind::Http,
                          u"%1 was answered, and not %2"_s.arg(response.status).arg(expectedText(status)));
    }
    co_return QJsonValue(answerJson(response, m_world.vault.redactor()));
}

QCoro::Task<Result<Preview>> Http::preview(Act act, std::stop_token stop)
{
    const Result<HttpOrder> order = httpOrderFrom(act);
    if (!order) {
        co_return std::unexpected(order.error());
    }
    Preview preview{.target = http::hostPort(order->url), .tool = u"curl"_s, .effect = effectOf(act, *order)};
    if (wantsTag(act)) {
        auto tagging = withTag(std::move(preview), *order, act, stop);
        Result<Preview> tagged = co_await std::move(tagging);
        if (!tagged) {
            co_return tagged;
        }
        preview = *std::move(tagged);
    }
    const QJsonObject verify = act.arguments.value("verify"_L1).toObject();
    if (!verify.isEmpty()) {
        auto looking = look(act, *order, stop);
        const Verification now = co_await std::move(looking);
        if (stop.stop_requested()) {
            co_return std::unexpected(async::cancelledError());
        }
        preview.now = now.observed + u'.';
        if (now.confirmed == Confirmed::Unknown) {
            preview.warnings += u"What will be read back cannot be read now: %1."_s.arg(now.observed);
        } else if (now.confirmed == Confirmed::Yes) {
            preview.warnings += u"This is so already, so that reading it back proves nothing."_s;
        }
    } else if (!order->isReading()) {
        preview.warnings += u"It has no `verify`, so that nobody will know whether it was done."_s;
    }
    HttpOrder shown = *order;
    if (const QString tag = preview.state.value("etag"_L1).toString(); !tag.isEmpty()) {
        shown.headers.emplace_back("If-Match", tag.toUtf8());
    }
    auto making = request(shown, stop);
    const Result<http::Request> request = co_await std::move(making);
    if (!request) {
        co_return std::unexpected(request.error());
    }
    const fleet::Service *const service = serviceAt(m_world.fleet, order->url);
    preview.request = requestText(*request, order->method, m_world.vault.redactor());
    preview.command =
        curlLine(*request, order->method, service ? service->auth : fleet::Auth(), m_world.vault.redactor());
    co_return preview;
}

QCoro::Task<Result<Preview>> Http::withTag(Preview preview, HttpOrder order, Act act, std::stop_token stop)
{
    auto fetching = fetch(readingBeside(order, act, {}), stop);
    const http::Response response = co_await std::move(fetching);
    if (response.error) {
        co_return std::unexpected(*response.error);
    }
    const QByteArray header = response.header("etag").toByteArray();
    const QByteArray tag = header.isEmpty() ? response.trailer("etag").toByteArray() : header;
    if (!isExpected(response.status, {})) {
        preview.refusals += u"%1 answers %2 to a GET, so that there is no tag to be matched."_s.arg(preview.target)
                                .arg(response.status);
    } else if (tag.isEmpty()) {
        preview.refusals +=
            u"%1 offers no ETag, so that nobody could tell whether somebody else changes it meanwhile."_s.arg(
                preview.target);
    } else if (tag.startsWith("W/")) {
        // RFC 9110, section 13.1.1: If-Match compares strongly, so that a weak tag never matches.
        preview.refusals += u"%1 offers a weak ETag only, which never matches."_s.arg(preview.target);
    } else {
        preview.state.insert("etag"_L1, QString::fromUtf8(tag));
    }
    co_return preview;
}

QCoro::Task<Outcome> Http::run(Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    Result<HttpOrder> order = httpOrderFrom(act);
    if (!order) {
        co_return notSent(order.error());
    }
    if (!preview.refusals.isEmpty()) {
        co_return notSent({Error::Kind::Config, preview.refusals.front(), {}, {}});
    }
    if (wantsTag(act)) {
        const QByteArray tag = preview.state.value("etag"_L1).toString().toUtf8();
        if (tag.isEmpty()) {
            co_return notSent({Error::Kind::Config, u"The preview has no tag for If-Match"_s, {}, {}});
        }
        order->headers.emplace_back("If-Match", tag);
    }
    auto making = request(*order, stop);
    const Result<http::Request> request = co_await std::move(making);
    if (!request) {
        co_return notSent(request.error());
    }
    auto changing = m_world.transport.change(*request, order->method, std::move(permit), stop);
    const http::Response response = co_await std::move(changing);
    Outcome outcome = outcomeOf(response, act, m_world.vault.redactor());
    if (wantsTag(act) && response.status == preconditionFailed) {
        // Whoever came first stays, so there is nothing to take back.
        outcome.sent = false;
        outcome.error = somebodyWasFaster(*order);
        outcome.observed = outcome.error->message;
    }
    co_return outcome;
}

QCoro::Task<Verification> Http::verify(Act act, Preview, Outcome, Duration within, std::stop_token stop)
{
    const Result<HttpOrder> order = httpOrderFrom(act);
    if (!order) {
        co_return Verification{.observed = order.error().message};
    }
    if (act.arguments.value("verify"_L1).toObject().isEmpty()) {
        co_return Verification{.observed = u"Nothing to read back was named"_s};
    }
    auto reading = reread(
        [this, act, order, stop](Duration left) {
            HttpOrder timely = *order;
            timely.timeout = std::min(timely.timeout, left);
            return look(act, timely, stop);
        },
        within, stop);
    co_return co_await std::move(reading);
}

QCoro::Task<Verification> Http::look(Act act, HttpOrder order, std::stop_token stop)
{
    const QJsonObject verify = act.arguments.value("verify"_L1).toObject();
    auto fetching = fetch(readingBeside(order, act, verify.value("path"_L1).toString()), stop);
    const http::Response response = co_await std::move(fetching);
    co_return judgeAnswer(verify, response, m_world.vault.redactor());
}

QCoro::Task<Result<std::vector<drills::Choice>>> Http::choices(Act, QString argument, std::stop_token)
{
    co_return failure(Error::Kind::Unsupported, u"http does not tell what %1 may be"_s.arg(argument));
}

} // namespace readyroom::actions
