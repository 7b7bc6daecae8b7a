// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnish.h"

#include "app/actions/arguments.h"
#include "app/actions/varnishcache.h"
#include "app/actions/varnishcontrol.h"

#include <QJsonArray>
#include <QJsonObject>

#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Choice;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

namespace {

constexpr Duration usualTimeout{3000};

bool isInvalidation(const VarnishOrder &order)
{
    return std::holds_alternative<VarnishInvalidation>(order.what);
}

/// Only how to reach the admin socket, for what is not yet a whole order.
Result<VarnishOrder> accessFrom(const QJsonObject &arguments)
{
    const Result<std::optional<fleet::SecretRef>> secret = varnishSecretFrom(arguments);
    const Result<Duration> timeout = timeoutOf(arguments, usualTimeout);
    if (!secret || !timeout) {
        return std::unexpected(secret ? timeout.error() : secret.error());
    }
    return VarnishOrder{.what = VarnishUse{}, .secret = *secret, .timeout = *timeout};
}

QJsonObject jsonOf(const VarnishState &state)
{
    QJsonObject backends;
    for (const VarnishBackend &backend : state.backends) {
        backends.insert(backend.name,
                        QJsonObject{{u"health"_s, backend.health()}, {u"healthy"_s, backend.isHealthy()}});
    }
    QJsonArray vcls;
    QJsonObject json{{u"backends"_s, backends}};
    for (const VarnishVcl &vcl : state.vcls) {
        vcls += vcl.name;
        if (vcl.active) {
            json.insert("active"_L1, vcl.name);
        }
    }
    json.insert("vcls"_L1, vcls);
    return json;
}

} // namespace

QCoro::Task<Result<QJsonValue>> Varnish::read(Act act, std::stop_token stop)
{
    const Result<VarnishOrder> order = varnishOrderFrom(act.arguments);
    if (order && isInvalidation(*order)) {
        const Result<Preview> preview = co_await previewInvalidation(m_world, act.target, *order, stop);
        if (!preview) {
            co_return std::unexpected(preview.error());
        }
        co_return preview->state.value("look"_L1);
    }
    const Result<VarnishOrder> access = accessFrom(act.arguments);
    if (!access) {
        co_return std::unexpected(access.error());
    }
    const Result<VarnishState> state = co_await varnishStateAt(m_world, act.target, *access, stop);
    if (!state) {
        co_return std::unexpected(state.error());
    }
    co_return jsonOf(*state);
}

QCoro::Task<Result<Preview>> Varnish::preview(Act act, std::stop_token stop)
{
    const Result<VarnishOrder> order = varnishOrderFrom(act.arguments);
    if (!order) {
        co_return std::unexpected(order.error());
    }
    if (isInvalidation(*order)) {
        co_return co_await previewInvalidation(m_world, act.target, *order, stop);
    }
    const Result<VarnishState> state = co_await varnishStateAt(m_world, act.target, *order, stop);
    if (!state) {
        co_return std::unexpected(state.error());
    }
    co_return previewOf(*order, *state, act);
}

QCoro::Task<Outcome> Varnish::run(Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    const Result<VarnishOrder> order = varnishOrderFrom(act.arguments);
    if (!order) {
        co_return Outcome{.observed = order.error().message, .error = order.error()};
    }
    if (!preview.refusals.isEmpty()) {
        const QString &why = preview.refusals.front();
        co_return Outcome{.observed = why, .error = Error{Error::Kind::Config, why, {}, {}}};
    }
    if (isInvalidation(*order)) {
        co_return co_await invalidate(m_world, act.target, *order, std::move(permit), stop);
    }
    co_return co_await control(m_world, act, *order, preview, std::move(permit), stop);
}

QCoro::Task<Verification> Varnish::verify(Act act, Preview preview, Outcome outcome, Duration within,
                                          std::stop_token stop)
{
    const Result<VarnishOrder> order = varnishOrderFrom(act.arguments);
    if (!order) {
        co_return Verification{.observed = order.error().message};
    }
    if (isInvalidation(*order)) {
        co_return co_await verifyInvalidation(m_world, act.target, *order, preview, outcome, within, stop);
    }
    co_return co_await verifyControl(m_world, act.target, *order, within, stop);
}

QCoro::Task<Result<std::vector<Choice>>> Varnish::choices(Act act, QString argument, std::stop_token stop)
{
    if (argument == "health"_L1) {
        co_return std::vector<Choice>{{.value = u"auto"_s}, {.value = u"healthy"_s}, {.value = u"sick"_s}};
    }
    if (argument != "vcl"_L1 && argument != "backend"_L1) {
        co_return failure(Error::Kind::Unsupported, u"Varnish does not tell what %1 may be"_s.arg(argument));
    }
    const Result<VarnishOrder> access = accessFrom(act.arguments);
    if (!access) {
        co_return std::unexpected(access.error());
    }
    const Result<VarnishState> state = co_await varnishStateAt(m_world, act.target, *access, stop);
    if (!state) {
        co_return std::unexpected(state.error());
    }
    std::vector<Choice> choices;
    if (argument == "vcl"_L1) {
        for (const VarnishVcl &vcl : state->vcls) {
            choices.push_back(
                {.value = vcl.name, .label = u"%1 · %2"_s.arg(vcl.name, vcl.state), .current = vcl.active});
        }
    } else {
        for (const VarnishBackend &backend : state->backends) {
            choices.push_back(
                {.value = backend.name,
                 .label = u"%1 · %2"_s.arg(backend.name, backend.isHealthy() ? u"healthy"_s : u"sick"_s)});
        }
    }
    co_return choices;
}

} // namespace readyroom::actions
