// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/actuatorbreaker.h"

#include "app/actions/arguments.h"
#include "app/actions/reading.h"
#include "app/actions/reread.h"
#include "app/http/origin.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
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

const QString endpoint = u"/circuitbreakers"_s;

/// What can be asked for, and what the breaker then says.
struct Order {
    QLatin1StringView asked;
    QLatin1StringView shown;
    const char16_t *effect; ///< %1: the breaker
};
constexpr std::array orders{
    Order{"CLOSE"_L1, "CLOSED"_L1, u"%1 lets calls through and counts anew."},
    Order{"FORCE_OPEN"_L1, "FORCED_OPEN"_L1,
          u"%1 refuses every call, and tells of none, until somebody closes or disables it."},
    Order{"DISABLE"_L1, "DISABLED"_L1, u"%1 lets every call through, and tells of none, until somebody closes it."}};

const Order *orderOf(const Act &act)
{
    const QString asked = act.arguments.value("state"_L1).toString();
    const auto found = std::ranges::find_if(orders, [&](const Order &order) { return order.asked == asked; });
    return found == orders.end() ? nullptr : &*found;
}

QString stateOf(const QJsonValue &breaker)
{
    return breaker.toObject().value("state"_L1).toString();
}

/// What is to be asked for so that it is as it was: states that it takes by itself are those of a closed breaker.
QString askedFor(const QString &state)
{
    for (const Order &order : orders) {
        if (order.shown == state) {
            return order.asked;
        }
    }
    return u"CLOSE"_s;
}

QString sentenceOf(const QString &name, const QJsonValue &breaker)
{
    const QString state = stateOf(breaker);
    const QString rate = breaker.toObject().value("failureRate"_L1).toString();
    // "-1.0%": not enough calls.
    const bool hasRate = !rate.isEmpty() && !rate.startsWith(u'-');
    return state.isEmpty() ? u"%1 is known"_s.arg(name)
        : hasRate          ? u"%1 is %2, %3 of its calls fail"_s.arg(name, state, rate)
                           : u"%1 is %2"_s.arg(name, state);
}

QString known(const QJsonObject &breakers)
{
    return breakers.isEmpty() ? u"none"_s : breakers.keys().join(u", "_s);
}

QString unknownBreaker(const QString &name, const Act &act, const QJsonObject &breakers)
{
    return u"%1 knows no circuit breaker %2; known are: %3"_s.arg(http::hostPort(QUrl(act.target)), name,
                                                                  known(breakers));
}

Error changedMeanwhile(const QString &now)
{
    return {Error::Kind::Config, u"Somebody changed it since it was looked at: %1"_s.arg(now), {}, {}};
}

std::optional<Act> undoOf(const Act &act, const QString &before)
{
    const QString asked = askedFor(before);
    if (asked == act.arguments.value("state"_L1).toString()) {
        return std::nullopt;
    }
    Act undo = act;
    undo.arguments.insert("state"_L1, asked);
    return undo;
}

QString undoEffect(const Act &undo, const QString &name, const QString &before)
{
    const bool isExact = askedFor(before) != "CLOSE"_L1 || before == "CLOSED"_L1;
    const Order *const order = orderOf(undo);
    return isExact ? u"%1 is %2 again."_s.arg(name, before)
                   : u"%1 is %2; by itself it gets to be %3."_s.arg(name, QString(order->shown), before);
}

} // namespace

QString ActuatorBreaker::name() const
{
    return u"actuator-breaker"_s;
}

QCoro::Task<Result<QJsonObject>> ActuatorBreaker::breakers(Act act, std::stop_token stop, Duration longest)
{
    Result<AdminCall> call = actuator::callOf(act, endpoint);
    if (!call) {
        co_return std::unexpected(call.error());
    }
    call->timeout = std::min(call->timeout, longest);
    auto reading = m_api.read(*call, http::Reading::Get, stop);
    const Result<QJsonObject> answer = actuator::objectOf(co_await std::move(reading), *call);
    if (!answer) {
        co_return answer;
    }
    const QJsonValue all = answer->value("circuitBreakers"_L1);
    if (all.isObject()) {
        co_return all.toObject();
    }
    if (!all.isArray()) {
        co_return failure(Error::Kind::Parse,
                          u"%1 does not tell its circuit breakers"_s.arg(http::hostPort(QUrl(act.target))));
    }
    // Before resilience4j 1.6 there were only names.
    QJsonObject names;
    for (const QJsonValue &one : all.toArray()) {
        names.insert(one.toString(), QJsonObject());
    }
    co_return names;
}

QCoro::Task<Result<QJsonValue>> ActuatorBreaker::read(Act act, std::stop_token stop)
{
    if (const Result<QString> allowed = readingOf(act); !allowed) {
        co_return std::unexpected(allowed.error());
    }
    const Result<QString> name = narrowedTo(act.arguments, u"breaker"_s);
    if (!name) {
        co_return std::unexpected(name.error());
    }
    auto reading = breakers(act, stop);
    const Result<QJsonObject> all = co_await std::move(reading);
    if (!all) {
        co_return std::unexpected(all.error());
    }
    if (!name->isEmpty() && !all->contains(*name)) {
        co_return std::unexpected(
            unknownName(http::hostPort(QUrl(act.target)), u"circuit breaker"_s, *name, all->keys()));
    }
    co_return partOf(name->isEmpty() ? QJsonValue(*all) : all->value(*name), act.arguments);
}

QCoro::Task<Result<Preview>> ActuatorBreaker::preview(Act act, std::stop_token stop)
{
    if (const std::optional<Error> refusal = refusalToAct(act)) {
        co_return std::unexpected(*refusal);
    }
    const Result<QString> name = textOf(act.arguments, u"breaker"_s);
    const Order *const order = orderOf(act);
    if (!name || !order) {
        co_return name ? failure(Error::Kind::Config, u"The state of a breaker can be CLOSE, FORCE_OPEN or DISABLE"_s)
                       : std::unexpected(name.error());
    }
    auto reading = breakers(act, stop);
    const Result<QJsonObject> all = co_await std::move(reading);
    if (!all) {
        co_return std::unexpected(all.error());
    }
    Preview preview{.target = http::hostPort(QUrl(act.target))};
    if (!all->contains(*name)) {
        preview.refusals += unknownBreaker(*name, act, *all) + u'.';
        co_return preview;
    }
    const QString before = stateOf(all->value(*name));
    preview.now = sentenceOf(*name, all->value(*name)) + u'.';
    preview.effect = QString::fromUtf16(order->effect).arg(*name);
    preview.state.insert("before"_L1, before);
    preview.undo = before.isEmpty() ? std::nullopt : undoOf(act, before);
    if (preview.undo) {
        preview.undoEffect = undoEffect(*preview.undo, *name, before);
    }
    if (before == order->shown) {
        preview.warnings += u"%1 is %2 already."_s.arg(*name, before);
    } else if (before == "METRICS_ONLY"_L1) {
        preview.warnings += u"%1 is METRICS_ONLY, to which no request leads back."_s.arg(*name);
    }
    AdminCall call = *actuator::callOf(act, endpoint + u'/' + actuator::encoded(*name));
    call.method = "POST";
    call.headers = {{"Content-Type", "application/json"}};
    call.body = QJsonDocument(QJsonObject{{u"updateState"_s, order->asked}}).toJson(QJsonDocument::Compact);
    auto describing = actuator::withRequest(m_world, preview, call, stop);
    co_return co_await std::move(describing);
}

QCoro::Task<Outcome> ActuatorBreaker::run(Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    if (const std::optional<Error> refusal = refusalToAct(act)) {
        co_return notSent(*refusal);
    }
    const Result<QString> name = textOf(act.arguments, u"breaker"_s);
    const Order *const order = orderOf(act);
    Result<AdminCall> call = actuator::callOf(act, endpoint);
    if (!name || !order || !call) {
        co_return notSent(!name ? name.error()
                              : !call
                              ? call.error()
                              : Error{Error::Kind::Config, u"A breaker cannot be put into that state"_s, {}, {}});
    }
    if (!preview.refusals.isEmpty()) {
        co_return notSent({Error::Kind::Config, preview.refusals.front(), {}, {}});
    }
    // It may be gone by now, and a POST would create it.
    auto reading = breakers(act, stop);
    const Result<QJsonObject> all = co_await std::move(reading);
    if (!all) {
        co_return notSent(all.error());
    }
    if (!all->contains(*name)) {
        co_return notSent({Error::Kind::Config, unknownBreaker(*name, act, *all), {}, {}});
    }
    const QString before = preview.state.value("before"_L1).toString();
    if (askedFor(stateOf(all->value(*name))) != askedFor(before)) {
        co_return notSent(changedMeanwhile(sentenceOf(*name, all->value(*name))));
    }
    call->path += u'/' + actuator::encoded(*name);
    call->method = "POST";
    call->headers = {{"Content-Type", "application/json"}};
    call->body = QJsonDocument(QJsonObject{{u"updateState"_s, order->asked}}).toJson(QJsonDocument::Compact);
    auto changing = m_api.change(*call, std::move(permit), stop);
    const http::Response response = co_await std::move(changing);
    Outcome outcome = outcomeOf(response, http::hostPort(call->base), m_world.vault.redactor());
    if (!outcome.error) {
        const QString state =
            QJsonDocument::fromJson(response.body).object().value("currentState"_L1).toString().left(40);
        outcome.observed += state.isEmpty() ? QString() : u", "_s + state;
    }
    co_return outcome;
}

QCoro::Task<Verification> ActuatorBreaker::verify(Act act, Preview, Outcome, Duration within, std::stop_token stop)
{
    auto reading = reread([this, act, stop](Duration timeout) { return look(act, timeout, stop); }, within, stop);
    co_return co_await std::move(reading);
}

QCoro::Task<Verification> ActuatorBreaker::look(Act act, Duration timeout, std::stop_token stop)
{
    const QString name = act.arguments.value("breaker"_L1).toString();
    auto reading = breakers(act, stop, timeout);
    const Result<QJsonObject> all = co_await std::move(reading);
    if (!all) {
        co_return Verification{.observed = all.error().message};
    }
    if (!all->contains(name)) {
        co_return Verification{.confirmed = Confirmed::No, .observed = unknownBreaker(name, act, *all)};
    }
    const QString state = stateOf(all->value(name));
    const Order *const order = orderOf(act);
    const Confirmed confirmed = state.isEmpty() || !order ? Confirmed::Unknown
        : state == order->shown                           ? Confirmed::Yes
                                                          : Confirmed::No;
    co_return Verification{.confirmed = confirmed,
                           .observed = state.isEmpty() ? u"The state of %1 is not exposed"_s.arg(name)
                                                       : sentenceOf(name, all->value(name))};
}

QCoro::Task<Result<std::vector<Choice>>> ActuatorBreaker::choices(Act act, QString argument, std::stop_token stop)
{
    if (argument != "breaker"_L1 && argument != "state"_L1) {
        co_return failure(Error::Kind::Unsupported, u"An actuator does not tell what %1 may be"_s.arg(argument));
    }
    auto reading = breakers(act, stop);
    const Result<QJsonObject> all = co_await std::move(reading);
    if (!all) {
        co_return std::unexpected(all.error());
    }
    const QString chosen = act.arguments.value("breaker"_L1).toString();
    std::vector<Choice> choices;
    if (argument == "state"_L1) {
        for (const Order &order : orders) {
            choices.push_back({.value = order.asked, .current = stateOf(all->value(chosen)) == order.shown});
        }
        co_return choices;
    }
    for (auto it = all->begin(); it != all->end(); ++it) {
        choices.push_back(
            {.value = it.key(), .label = sentenceOf(it.key(), it.value()), .current = it.key() == chosen});
    }
    co_return choices;
}

} // namespace readyroom::actions
