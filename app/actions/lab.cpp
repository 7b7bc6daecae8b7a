// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/lab.h"

#include "app/actions/actuator.h"
#include "app/actions/arguments.h"
#include "app/actions/httpanswer.h"
#include "app/actions/reading.h"
#include "app/actions/reread.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Choice;
using drills::Confirmed;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

namespace {

const QString server = u"The demo fleet"_s;

QString orderOf(const Act &act)
{
    return act.arguments.value("do"_L1).toString();
}

QJsonObject bodyOf(const Act &act)
{
    return act.arguments.value("body"_L1).toObject();
}

Result<AdminCall> callOf(const Act &act)
{
    const Result<QUrl> base = adminBase(act.target);
    const Result<Duration> timeout = timeoutOf(act.arguments, usualAdminTimeout);
    if (!base || !timeout) {
        return std::unexpected(base ? timeout.error() : base.error());
    }
    return AdminCall{.base = *base, .timeout = *timeout};
}

Result<AdminCall> orderingOf(const Act &act)
{
    if (const std::optional<Error> refusal = refusalToAct(act)) {
        return std::unexpected(*refusal);
    }
    Result<AdminCall> call = callOf(act);
    const Result<QString> order = textOf(act.arguments, u"do"_s);
    if (!call || !order) {
        return call ? std::unexpected(order.error()) : call;
    }
    call->path = u'/' + actuator::encoded(*order);
    call->method = "POST";
    call->headers = {{"Content-Type", "application/json"}};
    call->body = QJsonDocument(bodyOf(act)).toJson(QJsonDocument::Compact);
    return call;
}

Act actOf(const lab::Undo &undo, const Act &act)
{
    Act back = act;
    back.arguments.remove("verify"_L1); // that is of what is taken back
    back.arguments.insert("do"_L1, undo.order);
    back.arguments.insert("body"_L1, undo.body);
    return back;
}

QString compact(const QJsonObject &body)
{
    return QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact));
}

/// The worst of what is expected; unknown when nothing is.
Verification judged(const std::vector<lab::Expectation> &expected, const http::Response &response,
                    const security::Redactor &redactor)
{
    Verification all{.observed = u"Nothing to read back is known of this order"_s};
    QStringList observed;
    for (const lab::Expectation &one : expected) {
        Verification seen = judgeAnswer({{u"at"_s, one.at}, {u"equals"_s, one.value}}, response, redactor);
        if (one.differs && seen.confirmed != Confirmed::Unknown) {
            seen.confirmed = seen.confirmed == Confirmed::Yes ? Confirmed::No : Confirmed::Yes;
        }
        if (seen.confirmed != Confirmed::Yes) {
            return seen;
        }
        observed += seen.observed;
        all = {.confirmed = Confirmed::Yes, .observed = observed.join(u", "_s)};
    }
    return all;
}

} // namespace

QString Lab::name() const
{
    return u"lab"_s;
}

QCoro::Task<http::Response> Lab::overview(Act act, Duration longest, std::stop_token stop)
{
    Result<AdminCall> call = callOf(act);
    if (!call) {
        co_return http::Response{.error = call.error()};
    }
    call->timeout = std::min(call->timeout, longest);
    auto reading = m_api.read(*call, http::Reading::Get, stop);
    co_return co_await std::move(reading);
}

QCoro::Task<Result<QJsonValue>> Lab::read(Act act, std::stop_token stop)
{
    if (const Result<QString> allowed = readingOf(act); !allowed) {
        co_return std::unexpected(allowed.error());
    }
    auto reading = overview(act, Duration::max(), stop);
    const Result<QJsonValue> json = jsonOf(co_await std::move(reading), server);
    co_return json ? partOf(*json, act.arguments) : json;
}

QCoro::Task<Result<Preview>> Lab::preview(Act act, std::stop_token stop)
{
    const Result<AdminCall> call = orderingOf(act);
    if (!call) {
        co_return std::unexpected(call.error());
    }
    auto reading = overview(act, Duration::max(), stop);
    const Result<QJsonValue> json = jsonOf(co_await std::move(reading), server);
    if (!json) {
        co_return std::unexpected(json.error());
    }
    const QJsonObject before = json->toObject();
    const QString service = call->base.path().section(u'/', -1);
    auto describing = described(act, stop);
    const QString details = co_await std::move(describing);
    Preview preview{.target = service,
                    .now = lab::nowOf(orderOf(act), bodyOf(act), before),
                    .effect = u"%1 is ordered: %2 %3"_s.arg(service, orderOf(act), compact(bodyOf(act)))
                        + (details.isEmpty() ? u"."_s : QString(u": "_s + details)),
                    .state = {{u"overview"_s, before}}};
    if (const auto undo = lab::undoOf(orderOf(act), bodyOf(act), before)) {
        preview.undo = actOf(*undo, act);
        preview.undoEffect = undo->effect;
    }
    auto requesting = actuator::withRequest(m_world, preview, *call, stop);
    co_return co_await std::move(requesting);
}

QCoro::Task<QString> Lab::described(Act act, std::stop_token stop)
{
    QStringList labels;
    const QJsonObject body = bodyOf(act);
    for (auto it = body.begin(); it != body.end(); ++it) {
        auto asking = choices(act, it.key(), stop);
        const Result<std::vector<Choice>> known = co_await std::move(asking);
        const QString value = it.value().toVariant().toString();
        if (!known) {
            continue;
        }
        for (const Choice &choice : *known) {
            if (choice.value == value && !choice.label.isEmpty()) {
                labels += choice.label;
            }
        }
    }
    co_return labels.join(u", "_s);
}

QCoro::Task<Outcome> Lab::run(Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    const Result<AdminCall> call = orderingOf(act);
    if (!call) {
        co_return notSent(call.error());
    }
    if (!preview.refusals.isEmpty()) {
        co_return notSent({Error::Kind::Config, preview.refusals.front(), {}, {}});
    }
    auto reading = overview(act, Duration::max(), stop);
    const Result<QJsonValue> json = jsonOf(co_await std::move(reading), server);
    if (!json) {
        co_return notSent(json.error());
    }
    const auto undo = lab::undoOf(orderOf(act), bodyOf(act), json->toObject());
    const std::optional<Act> back = undo ? std::optional(actOf(*undo, act)) : std::nullopt;
    if (back != preview.undo) {
        co_return notSent({Error::Kind::Config,
                           u"Somebody changed it since it was looked at: %1"_s.arg(
                               lab::nowOf(orderOf(act), bodyOf(act), json->toObject())),
                           {},
                           {}});
    }
    auto changing = m_api.change(*call, std::move(permit), stop);
    co_return outcomeOf(co_await std::move(changing), server, m_world.vault.redactor());
}

QCoro::Task<Verification> Lab::verify(Act act, Preview preview, Outcome, Duration within, std::stop_token stop)
{
    const std::vector<lab::Expectation> expected =
        lab::expectationsOf(orderOf(act), bodyOf(act), preview.state.value("overview"_L1).toObject());
    auto reading = reread([this, act, expected, stop](Duration timeout) { return look(act, expected, timeout, stop); },
                          expected.empty() && !act.arguments.contains("verify"_L1) ? Duration::zero() : within, stop);
    co_return co_await std::move(reading);
}

QCoro::Task<Verification> Lab::look(Act act, std::vector<lab::Expectation> expected, Duration timeout,
                                    std::stop_token stop)
{
    auto reading = overview(act, timeout, stop);
    const http::Response response = co_await std::move(reading);
    const QJsonObject verify = act.arguments.value("verify"_L1).toObject();
    if (!verify.isEmpty()) {
        co_return judgeAnswer(verify, response, m_world.vault.redactor());
    }
    if (response.error) {
        co_return Verification{.observed = response.error->message};
    }
    co_return judged(expected, response, m_world.vault.redactor());
}

QCoro::Task<Result<std::vector<Choice>>> Lab::choices(Act act, QString argument, std::stop_token stop)
{
    Result<AdminCall> call = callOf(act);
    if (!call) {
        co_return std::unexpected(call.error());
    }
    call->path = u"/choices"_s;
    call->query = u"action=%1&argument=%2"_s.arg(actuator::encoded(orderOf(act)), actuator::encoded(argument));
    auto reading = m_api.read(*call, http::Reading::Get, stop);
    const http::Response response = co_await std::move(reading);
    constexpr int notFound = 404;
    if (!response.error && response.status == notFound) {
        co_return failure(Error::Kind::Unsupported, refusalOf(response, server).message);
    }
    const Result<QJsonValue> json = jsonOf(response, server);
    if (!json) {
        co_return std::unexpected(json.error());
    }
    std::vector<Choice> choices;
    for (const QJsonValue &one : json->toObject().value("choices"_L1).toArray()) {
        const QJsonObject choice = one.toObject();
        choices.push_back({.value = choice.value("value"_L1).toString(),
                           .label = choice.value("label"_L1).toString(),
                           .current = choice.value("current"_L1).toBool()});
    }
    co_return choices;
}

} // namespace readyroom::actions
