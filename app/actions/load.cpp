// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/load.h"

#include "app/actions/adminapi.h"
#include "app/actions/arguments.h"
#include "app/actions/curlline.h"
#include "app/actions/targetrequest.h"
#include "app/http/origin.h"
#include "app/load/progresstext.h"
#include "app/load/reportjson.h"
#include "app/monitor/target.h"
#include "models/items/quantity.h"
#include "models/promql/number.h"
#include "models/readiness/threshold.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Confirmed;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

namespace {

constexpr Duration usualTimeout{15'000};
constexpr std::size_t bodyLimit = std::size_t{4} * 1024 * 1024;
constexpr int usualUsers = 50;
constexpr Duration usualDuration{10'000};
constexpr Duration shortest{1000};
constexpr Duration longest = std::chrono::minutes{10};

QStringList targetsOf(const Act &act)
{
    QStringList targets;
    for (const QJsonValue &one : act.arguments.value("targets"_L1).toArray()) {
        targets += one.toString();
    }
    return targets.isEmpty() ? QStringList{act.target} : targets;
}

Result<Duration> durationOf(const Act &act)
{
    const QJsonValue given = act.arguments.value("duration"_L1);
    if (given.isUndefined() || given.isNull()) {
        return usualDuration;
    }
    const auto duration = given.isDouble() ? std::optional(Duration(qRound64(std::min(given.toDouble(), 1e6) * 1000)))
                                           : promql::parseDuration(given.toString().toUtf8());
    if (!duration || *duration < shortest || *duration > longest) {
        return failure(Error::Kind::Config, u"The duration of a load must be from 1s to 10m"_s);
    }
    return *duration;
}

Result<void> checkLimits(const QJsonObject &limits)
{
    for (auto it = limits.begin(); it != limits.end(); ++it) {
        const Result<readiness::Threshold> limit = readiness::parseThreshold(it.value().toString());
        if (!limit) {
            return std::unexpected(limit.error());
        }
        if (!load::figureOf({}, it.key())) {
            return failure(Error::Kind::Config, u"A load has no figure %1 that could be limited"_s.arg(it.key()));
        }
    }
    return {};
}

QString seconds(double value)
{
    return std::isnan(value) ? u"unknown"_s : items::secondsQuantity(value).text();
}

QString sentenceOf(const load::Report &report)
{
    return u"%1 requests, %2 failed, p95 %3, %4 a second"_s.arg(report.requests)
        .arg(report.failed)
        .arg(seconds(report.p95), QString::number(report.throughput, 'f', 1));
}

drills::Progress progressOf(const load::Progress &now)
{
    using readiness::Unit;
    return {.done = now.done,
            .observed = load::progressText(now),
            .figures = {{u"p95"_s, now.p95, Unit::Seconds},
                        {u"throughput"_s, now.throughput, Unit::PerSecond},
                        {u"success"_s, now.success, Unit::Ratio}}};
}

/// Of a limit that is not kept: "p95 is 0.51, and not < 0.4".
QStringList missed(const QJsonObject &limits, const QJsonObject &figures)
{
    QStringList sentences;
    for (auto it = limits.begin(); it != limits.end(); ++it) {
        const Result<readiness::Threshold> limit = readiness::parseThreshold(it.value().toString());
        const QJsonValue figure = figures.value(it.key());
        if (!limit || !limit->holds(figure.toDouble(qQNaN()))) {
            sentences += u"%1 is %2, and not %3"_s.arg(
                it.key(), figure.isDouble() ? QString::number(figure.toDouble(), 'g', 4) : u"unknown"_s,
                it.value().toString());
        }
    }
    return sentences;
}

/// A line with hey (github.com/rakyll/hey) that does nearly the same.
QString heyLine(const http::Request &request, const load::Plan &plan, const fleet::Auth &auth,
                const security::Redactor &redactor)
{
    const auto users = static_cast<std::size_t>(plan.users);
    QString line = curlLine(request, "GET", auth, redactor);
    line.replace(0, u"curl -sS -X GET"_s.size(),
                 u"hey -z %1s -c %2"_s.arg(toSeconds(plan.duration))
                     .arg((users + plan.requests.size() - 1) / plan.requests.size()));
    return line;
}

} // namespace

QString Load::name() const
{
    return u"load"_s;
}

QCoro::Task<Result<load::Plan>> Load::planOf(Act act, std::stop_token stop)
{
    const Result<QString> path = textOf(act.arguments, u"path"_s);
    const Result<Duration> duration = durationOf(act);
    const Result<Duration> timeout = timeoutOf(act.arguments, usualTimeout);
    const Result<void> limits = checkLimits(act.arguments.value("limits"_L1).toObject());
    if (!path || !duration || !timeout || !limits) {
        co_return std::unexpected(!path           ? path.error()
                                      : !duration ? duration.error()
                                      : !timeout  ? timeout.error()
                                                  : limits.error());
    }
    load::Plan plan{.requests = {},
                    .users = act.arguments.value("users"_L1).toInt(usualUsers),
                    .duration = *duration,
                    .clientHeader = act.arguments.value("client_header"_L1).toString().toUtf8().toLower()};
    for (const QString &target : targetsOf(act)) {
        const Result<QUrl> base = httpTargetFrom(target);
        if (!base || !path->startsWith(u'/')) {
            co_return base ? failure(Error::Kind::Config, u"The path of a load must begin with /"_s)
                           : std::unexpected(base.error());
        }
        auto making = requestTo(m_world, monitor::endpointUrl(*base, *path), *timeout, stop);
        Result<http::Request> request = co_await std::move(making);
        if (!request) {
            co_return std::unexpected(std::move(request).error());
        }
        request->bodyLimit = bodyLimit;
        plan.requests.push_back(*std::move(request));
    }
    co_return plan;
}

QStringList Load::refusals(const load::Plan &plan) const
{
    QStringList sentences;
    for (const http::Request &request : plan.requests) {
        const fleet::Service *const service = serviceAt(m_world.fleet, request.url);
        if (service == nullptr) {
            sentences += u"%1 is no instance of the fleet, so that nobody knows whether it is production."_s.arg(
                http::hostPort(request.url));
            continue;
        }
        const auto environment =
            std::ranges::find(m_world.fleet.environments, service->environment, &fleet::Environment::name);
        const bool isProduction = environment == m_world.fleet.environments.end()
            || environment->confirm == fleet::Environment::Confirm::TypeName;
        if (isProduction && !m_world.loadAllowed.contains(service->environment)) {
            sentences += u"%1 is production, where the fleet file allows no load."_s.arg(
                service->environment.isEmpty() ? service->name : service->environment);
        }
    }
    sentences.removeDuplicates();
    return sentences;
}

QCoro::Task<Result<QJsonValue>> Load::read(Act, std::stop_token)
{
    co_return failure(Error::Kind::Unsupported, u"A load is no probe, because it burdens the service"_s);
}

QCoro::Task<Result<Preview>> Load::preview(Act act, std::stop_token stop)
{
    auto planning = planOf(act, stop);
    const Result<load::Plan> plan = co_await std::move(planning);
    if (!plan) {
        co_return std::unexpected(plan.error());
    }
    const security::Redactor redactor = m_world.vault.redactor();
    Preview preview{.tool = u"hey"_s, .refusals = refusals(*plan)};
    QStringList hosts;
    QStringList texts;
    QStringList lines;
    for (const http::Request &request : plan->requests) {
        const fleet::Service *const service = serviceAt(m_world.fleet, request.url);
        hosts += http::hostPort(request.url);
        texts += requestText(request, "GET", redactor);
        lines += heyLine(request, *plan, service ? service->auth : fleet::Auth(), redactor);
    }
    const QString length = items::secondsQuantity(toSeconds(plan->duration)).text();
    preview.target = hosts.join(u", "_s);
    preview.request = texts.join(u"\n\n"_s)
        + u"\n\n%1 users, one request after the other each, for %2"_s.arg(plan->users).arg(length);
    preview.command = lines.join(u" &\n"_s);
    preview.effect =
        u"%1 users ask %2 for %3, and nothing remains of it afterwards."_s.arg(plan->users).arg(preview.target, length);
    co_return preview;
}

QCoro::Task<Outcome> Load::run(Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    return runTelling(std::move(act), std::move(preview), std::move(permit), {}, std::move(stop));
}

QCoro::Task<Outcome> Load::runTelling(Act act, Preview preview, security::Permit permit, Telling telling,
                                      std::stop_token stop)
{
    auto planning = planOf(act, stop);
    Result<load::Plan> plan = co_await std::move(planning);
    if (!plan) {
        co_return notSent(plan.error());
    }
    for (const QStringList &sentences : {preview.refusals, refusals(*plan)}) {
        if (!sentences.isEmpty()) {
            co_return notSent({Error::Kind::Config, sentences.front(), {}, {}});
        }
    }
    if (const Result<void> allowed = permit.check(); !allowed) {
        co_return notSent(allowed.error());
    }
    std::function<void(load::Progress)> tell;
    if (telling) {
        tell = [telling = std::move(telling)](const load::Progress &now) { telling(progressOf(now)); };
    }
    auto running = load::run(*std::move(plan), std::move(permit), m_world.vault.redactor(), std::move(tell), stop);
    const Result<load::Report> report = co_await std::move(running);
    if (!report) {
        Outcome outcome = notSent(report.error());
        outcome.sent = report.error().kind != Error::Kind::Config && report.error().kind != Error::Kind::Limit;
        co_return outcome;
    }
    Outcome outcome{.sent = true, .output = load::toJson(*report), .observed = sentenceOf(*report)};
    if (report->failed == report->requests) {
        outcome.error = Error{Error::Kind::Http,
                              report->firstFailure.isEmpty() ? u"No request was answered"_s : report->firstFailure,
                              {},
                              {}};
    }
    co_return outcome;
}

QCoro::Task<Verification> Load::verify(Act act, Preview, Outcome outcome, Duration, std::stop_token)
{
    const QJsonObject figures = outcome.output.toObject();
    if (figures.isEmpty()) {
        co_return Verification{.observed = u"Nothing was measured"_s};
    }
    const QJsonObject limits = act.arguments.value("limits"_L1).toObject();
    const QStringList sentences = missed(limits, figures);
    co_return Verification{.confirmed = sentences.isEmpty() ? Confirmed::Yes : Confirmed::No,
                           .observed = sentences.isEmpty() ? outcome.observed : sentences.join(u"; "_s)};
}

QCoro::Task<Result<std::vector<drills::Choice>>> Load::choices(Act, QString argument, std::stop_token)
{
    co_return failure(Error::Kind::Unsupported, u"A load does not tell what %1 may be"_s.arg(argument));
}

} // namespace readyroom::actions
