// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnishcache.h"

#include "app/actions/arguments.h"
#include "app/actions/cachelook.h"
#include "app/actions/reread.h"
#include "app/actions/targetrequest.h"
#include "app/actions/varnishcontrol.h"
#include "app/actions/varnishtables.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Confirmed;
using drills::Outcome;
using drills::Preview;
using drills::Verification;
using How = VarnishInvalidation::How;

namespace {

constexpr qsizetype longestBody = qsizetype{16} * 1024; ///< in a journal

const VarnishInvalidation &what(const VarnishOrder &order)
{
    return std::get<VarnishInvalidation>(order.what);
}

QString hostOf(const VarnishInvalidation &order, const QUrl &url)
{
    return order.host.isEmpty() ? url.host() : order.host;
}

void addRequest(Preview &preview, const VarnishInvalidation &order, const QUrl &url)
{
    const QString method = QString::fromLatin1(order.method);
    const QString address = QString::fromUtf8(url.adjusted(QUrl::RemoveUserInfo).toEncoded());
    preview.target = address;
    preview.request = method + u' ' + address;
    preview.command = u"curl -sS -i -X "_s + method;
    const auto addHeader = [&preview](const QString &header) {
        preview.request += u'\n' + header;
        preview.command += u" -H "_s + shellWord(header);
    };
    if (!order.host.isEmpty()) {
        addHeader(u"Host: "_s + order.host);
    }
    if (!order.header.isEmpty()) {
        addHeader(QString::fromLatin1(order.header) + u": "_s + order.what);
    }
    preview.command += u' ' + shellWord(address);
    preview.tool = u"curl"_s;
}

QString effectOf(const VarnishInvalidation &order, const QUrl &url)
{
    const QString forGood = u". It cannot be taken back"_s;
    switch (order.how) {
    case How::Purge:
        return u"%1 of %2 leaves the cache, and is loaded from its origin when it is next asked for"_s.arg(
                   order.path, hostOf(order, url))
            + forGood;
    case How::Ban:
        return u"All objects older than the ban for which “%1” holds leave the cache"_s.arg(order.what) + forGood;
    case How::Xkey:
        return u"All objects with the key %1 leave the cache"_s.arg(order.what) + forGood;
    case How::SoftPurge:
        return u"All objects with the key %1 become stale: they are served while they are fetched anew"_s.arg(
                   order.what)
            + forGood;
    }
    return {};
}

Outcome outcomeOf(const http::Response &response, const VarnishInvalidation &order, const security::Redactor &redactor)
{
    Outcome outcome{.sent = response.sent};
    if (response.error) {
        outcome.error = response.error;
        outcome.observed = response.error->message;
        return outcome;
    }
    QJsonObject headers;
    for (const auto &[name, value] : response.headers) {
        headers.insert(QString::fromLatin1(name), redactor.redacted(QString::fromUtf8(value)));
    }
    const QString body = redactor.redacted(QString::fromUtf8(response.body.left(longestBody)));
    outcome.output = QJsonObject{{u"status"_s, response.status}, {u"headers"_s, headers}, {u"body"_s, body}};
    outcome.observed = QString::number(response.status);
    if (response.status < 200 || response.status > 299) {
        // What a VCL says goes into the reason phrase, which HTTP/2 and some proxies drop, and into the page.
        const QString said = response.reason.isEmpty() ? body : redactor.redacted(QString::fromUtf8(response.reason));
        outcome.observed = u"%1 was answered by %2"_s.arg(QString::fromLatin1(order.method)).arg(response.status)
            + (said.isEmpty() ? QString() : u": "_s + said.simplified().left(300));
        outcome.error = Error{Error::Kind::Http, outcome.observed, {}, {}};
        return outcome;
    }
    outcome.count = invalidatedCount(response);
    if (outcome.count) {
        outcome.observed += u", %1 objects"_s.arg(*outcome.count);
    }
    return outcome;
}

QString withoutBlanks(QString text)
{
    return text.simplified().remove(u' ');
}

/// Whether the ban is in the list, where the list can be seen.
QCoro::Task<Verification> lookForBan(World &world, VarnishOrder order, Timestamp since, std::stop_token stop)
{
    const Result<VarnishAdmin> admin = co_await varnishAdminAt(world, what(order).admin, order, stop);
    if (!admin) {
        co_return Verification{.observed = admin.error().message};
    }
    const VarnishAnswer answer = co_await admin->ask("ban.list -j", stop);
    const auto bans = answer.error ? std::unexpected(*answer.error) : varnishBansFrom(answer.reply.body);
    if (!bans) {
        co_return Verification{.observed = bans.error().message};
    }
    // The clock of Varnish may be another one, so that a minute is let pass.
    constexpr double patience = 60.0;
    const double earliest = static_cast<double>(toMillis(since)) / 1000.0 - patience;
    const bool listed = std::ranges::any_of(*bans, [&](const VarnishBan &ban) {
        return ban.time >= earliest && withoutBlanks(ban.expression) == withoutBlanks(what(order).what);
    });
    co_return Verification{.confirmed = listed ? Confirmed::Yes : Confirmed::No,
                           .observed = listed ? u"ban.list has it"_s : u"ban.list does not have it"_s};
}

Verification judge(const CacheLook &before, const CacheLook &now, const VarnishInvalidation &order, bool accepted)
{
    const std::optional<bool> replaced = wasReplaced(before, now);
    Verification verification{.observed = u"%1 is %2"_s.arg(order.path, now.text())};
    if (!replaced) {
        verification.observed += u", from which it cannot be told whether it is still the object from before"_s;
        return verification;
    }
    verification.confirmed = *replaced ? Confirmed::Yes : Confirmed::No;
    if (*replaced && now.kind == CacheLook::Kind::Hit) {
        verification.observed += u", upon an object that was loaded since"_s;
    } else if (!*replaced) {
        verification.observed += u", upon the object from before"_s;
        verification.observed += order.how == How::SoftPurge ? u": it is not stale, or its origin does not answer"_s
            : accepted
            ? u": the VCL may not know %1, and have sent it on to the origin"_s.arg(QString::fromLatin1(order.method))
            : QString();
    }
    return verification;
}

QCoro::Task<Verification> lookAgain(World &world, QString target, VarnishOrder order, Preview preview, Outcome outcome,
                                    Duration left, std::stop_token stop)
{
    const Result<CacheLook> now = co_await lookAt(world, target, order, std::min(order.timeout, left), stop);
    if (!now) {
        co_return Verification{.observed = now.error().message};
    }
    const CacheLook before = cacheLookFrom(preview.state.value("look"_L1).toObject());
    Verification verification = judge(before, *now, what(order), outcome.sent && !outcome.error);
    verification.count = outcome.count;
    co_return Verification{verification};
}

} // namespace

std::optional<std::int64_t> invalidatedCount(const http::Response &response)
{
    const QJsonValue n = QJsonDocument::fromJson(response.body).object().value("n"_L1);
    if (n.isDouble() && n.toDouble() >= 0) {
        return n.toInteger();
    }
    static const re2::RE2 objects("\\b(\\d{1,15}) objects?\\b");
    std::int64_t count = 0;
    const std::string text = QByteArray(response.reason + '\n' + response.body.left(longestBody)).toStdString();
    return re2::RE2::PartialMatch(text, objects, &count) ? std::optional(count) : std::nullopt;
}

QCoro::Task<Result<CacheLook>> lookAt(World &world, QString target, VarnishOrder order, Duration timeout,
                                      std::stop_token stop)
{
    const Result<QUrl> url = varnishUrl(target, what(order).path);
    if (!url) {
        co_return std::unexpected(url.error());
    }
    Result<http::Request> request = co_await requestTo(world, *url, timeout, stop);
    if (!request) {
        co_return std::unexpected(request.error());
    }
    if (!what(order).host.isEmpty()) {
        request->headers.emplace_back("Host", what(order).host.toUtf8());
    }
    request->keepBody = false;
    const http::Response response = co_await world.transport.fetch(*request, stop);
    if (response.error) {
        co_return std::unexpected(*response.error);
    }
    co_return cacheLookFrom(response);
}

QCoro::Task<Result<Preview>> previewInvalidation(World &world, QString target, VarnishOrder order, std::stop_token stop)
{
    const Result<QUrl> url = varnishUrl(target, what(order).path);
    if (!url) {
        co_return std::unexpected(url.error());
    }
    Preview preview;
    addRequest(preview, what(order), *url);
    preview.effect = effectOf(what(order), *url);
    if (what(order).canary) {
        const Result<CacheLook> before = co_await lookAt(world, target, order, order.timeout, stop);
        if (!before) {
            co_return std::unexpected(before.error());
        }
        preview.now = before->kind == CacheLook::Kind::Miss
            ? u"%1 was not in the cache, or is not cached"_s.arg(what(order).path)
            : u"%1 is %2"_s.arg(what(order).path, before->text());
        preview.state = {{u"look"_s, before->json()}};
        if (before->kind == CacheLook::Kind::Unknown) {
            preview.warnings += u"The answer has no X-Varnish, X-Cache or Age, so that it cannot be seen what the "
                                "invalidation does"_s;
        }
    } else if (what(order).admin.isEmpty()) {
        preview.warnings += u"Without the path of an object that it concerns, it cannot be seen what the invalidation "
                            "does"_s;
    }
    preview.state.insert("at"_L1, qint64(toMillis(world.time->now())));
    co_return preview;
}

QCoro::Task<Outcome> invalidate(World &world, QString target, VarnishOrder order, security::Permit permit,
                                std::stop_token stop)
{
    const Result<QUrl> url = varnishUrl(target, what(order).path);
    if (!url) {
        co_return Outcome{.observed = url.error().message, .error = url.error()};
    }
    Result<http::Request> request = co_await requestTo(world, *url, order.timeout, stop);
    if (!request) {
        co_return Outcome{.observed = request.error().message, .error = request.error()};
    }
    if (!what(order).host.isEmpty()) {
        request->headers.emplace_back("Host", what(order).host.toUtf8());
    }
    if (!what(order).header.isEmpty()) {
        request->headers.emplace_back(what(order).header, what(order).what.toUtf8());
    }
    const http::Response response =
        co_await world.transport.change(*request, what(order).method, std::move(permit), stop);
    co_return outcomeOf(response, what(order), world.vault.redactor());
}

QCoro::Task<Verification> verifyInvalidation(World &world, QString target, VarnishOrder order, Preview preview,
                                             Outcome outcome, Duration within, std::stop_token stop)
{
    if (!what(order).admin.isEmpty()) {
        const Timestamp since = fromMillis(preview.state.value("at"_L1).toInteger());
        co_return co_await lookForBan(world, order, since, stop);
    }
    if (!what(order).canary) {
        co_return Verification{.observed = u"No path was given that could be looked at"_s, .count = outcome.count};
    }
    auto looking = reread([&world, target, order, preview, outcome, stop](
                              Duration left) { return lookAgain(world, target, order, preview, outcome, left, stop); },
                          within, stop);
    co_return co_await std::move(looking);
}

} // namespace readyroom::actions
