// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnish.h"

#include "app/actions/reading.h"
#include "app/actions/varnishcache.h"
#include "app/actions/varnishcontrol.h"
#include "app/actions/varnishreading.h"

#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Choice;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

namespace {

bool isInvalidation(const VarnishOrder &order)
{
    return std::holds_alternative<VarnishInvalidation>(order.what);
}

} // namespace

QCoro::Task<Result<QJsonValue>> Varnish::read(Act act, std::stop_token stop)
{
    return readVarnish(m_world, std::move(act), std::move(stop));
}

QCoro::Task<Result<Preview>> Varnish::preview(Act act, std::stop_token stop)
{
    if (const std::optional<Error> refusal = refusalToAct(act)) {
        co_return std::unexpected(*refusal);
    }
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
    if (const std::optional<Error> refusal = refusalToAct(act)) {
        co_return Outcome{.observed = refusal->message, .error = refusal};
    }
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
    const Result<VarnishOrder> access = varnishAccessFrom(act.arguments);
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
