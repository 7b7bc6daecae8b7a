// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnishcontrol.h"

#include "app/actions/arguments.h"
#include "app/actions/reread.h"

#include <QJsonObject>

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

QString activeVcl(const VarnishState &state)
{
    const auto active = std::ranges::find(state.vcls, true, &VarnishVcl::active);
    return active == state.vcls.end() ? QString() : active->name;
}

/// By its whole name, or by that within its VCL.
const VarnishBackend *findBackend(const VarnishState &state, const QString &name)
{
    const auto isIt = [&name](const VarnishBackend &one) { return one.name == name || one.name.endsWith(u'.' + name); };
    const auto found = std::ranges::find_if(state.backends, isIt);
    return found == state.backends.end() ? nullptr : &*found;
}

template<typename T> QString namesOf(const std::vector<T> &all)
{
    QStringList names;
    std::ranges::transform(all, std::back_inserter(names), &T::name);
    return names.isEmpty() ? u"none"_s : names.join(u", "_s);
}

QString sentenceOf(const VarnishBackend &backend)
{
    const QString forced = backend.health() == "auto"_L1 ? u"by its probe"_s : u"forced"_s;
    const QString how = backend.health() == "auto"_L1 && !backend.probed ? u"not probed"_s : forced;
    return u"Backend %1 is %2 (%3)"_s.arg(backend.name, backend.isHealthy() ? u"healthy"_s : u"sick"_s, how);
}

QByteArray commandOf(const VarnishOrder &order, const VarnishState &state)
{
    if (const auto *const use = std::get_if<VarnishUse>(&order.what)) {
        return "vcl.use " + use->vcl.toLatin1();
    }
    const auto &health = std::get<VarnishHealth>(order.what);
    // By its whole name, because others may end like it.
    const VarnishBackend *const backend = findBackend(state, health.backend);
    return "backend.set_health " + (backend ? backend->name : health.backend).toLatin1() + ' '
        + health.health.toLatin1();
}

void addCommand(Preview &preview, const VarnishOrder &order, const VarnishState &state, const QString &target)
{
    preview.target = target;
    preview.request = QString::fromLatin1(commandOf(order, state));
    QString secret;
    if (order.secret) {
        // The secret itself is never shown.
        secret = order.secret->from == fleet::SecretRef::From::File
            ? QString(u" -S "_s + shellWord(order.secret->name))
            : QString(u" -S <(printf %s \"$"_s + order.secret->name + u"\")"_s);
    }
    preview.command = u"varnishadm -T "_s + shellWord(target) + secret + u' ' + preview.request;
    preview.tool = u"varnishadm"_s;
}

void previewUse(Preview &preview, const VarnishUse &use, const VarnishState &state, const Act &act)
{
    const QString active = activeVcl(state);
    preview.now = u"VCL %1 is active"_s.arg(active);
    preview.effect = u"VCL %1 is used for all new requests"_s.arg(use.vcl);
    preview.state = {{u"active"_s, active}};
    const auto found = std::ranges::find(state.vcls, use.vcl, &VarnishVcl::name);
    if (found == state.vcls.end()) {
        preview.refusals += u"There is no VCL %1; known are %2"_s.arg(use.vcl, namesOf(state.vcls));
        return;
    }
    if (found->state == "cold"_L1) {
        preview.refusals += u"VCL %1 is cold; set it to auto or warm first"_s.arg(use.vcl);
    }
    if (found->active) {
        preview.warnings += u"VCL %1 is used already"_s.arg(use.vcl);
    } else if (!active.isEmpty()) {
        preview.undo = act;
        preview.undo->arguments.insert("vcl"_L1, active);
        preview.undoEffect = u"VCL %1 is used again"_s.arg(active);
    }
}

void previewHealth(Preview &preview, const VarnishHealth &health, const VarnishState &state, const Act &act)
{
    const VarnishBackend *const backend = findBackend(state, health.backend);
    if (!backend) {
        preview.refusals +=
            u"There is no backend %1; the active VCL has %2"_s.arg(health.backend, namesOf(state.backends));
        return;
    }
    const auto alike = std::ranges::count_if(
        state.backends, [&health](const VarnishBackend &one) { return one.name.endsWith(u'.' + health.backend); });
    if (alike > 1) {
        preview.refusals += u"More than one backend is called %1; give its whole name, one of %2"_s.arg(
            health.backend, namesOf(state.backends));
    }
    preview.now = sentenceOf(*backend);
    preview.state = {{u"backend"_s, backend->name}, {u"health"_s, backend->health()}};
    preview.effect = health.health == "sick"_L1
        ? u"No request is sent to backend %1, whatever its probe says"_s.arg(backend->name)
        : health.health == "healthy"_L1
        ? u"Requests are sent to backend %1, whatever its probe says"_s.arg(backend->name)
        : u"The probe of backend %1 decides whether requests are sent to it"_s.arg(backend->name);
    const bool othersLeft = std::ranges::any_of(state.backends, [backend](const VarnishBackend &one) {
        return !one.isDirector && one.name != backend->name && one.isHealthy();
    });
    if (health.health == "sick"_L1 && !othersLeft) {
        preview.warnings += u"This would leave no healthy backend: what is not in the cache is answered by 503"_s;
    }
    if (health.health != backend->health()) {
        preview.undo = act;
        preview.undo->arguments.insert("backend"_L1, backend->name);
        preview.undo->arguments.insert("health"_L1, backend->health());
        preview.undoEffect = u"Backend %1 is set to %2 again"_s.arg(backend->name, backend->health());
    }
}

Outcome notSent(Error error)
{
    Outcome outcome{.observed = error.message};
    outcome.error = std::move(error);
    return outcome;
}

QCoro::Task<Verification> look(World &world, QString target, VarnishOrder order, Duration left, std::stop_token stop)
{
    order.timeout = std::min(order.timeout, left);
    const Result<VarnishState> state = co_await varnishStateAt(world, target, order, stop);
    co_return state ? verificationOf(order, *state) : Verification{.observed = state.error().message};
}

} // namespace

QCoro::Task<Result<VarnishAdmin>> varnishAdminAt(World &world, QString address, VarnishOrder order,
                                                 std::stop_token stop)
{
    const Result<SocketAddress> at = socketAddressFrom(address);
    if (!at) {
        co_return std::unexpected(at.error());
    }
    QByteArray secret;
    if (order.secret) {
        Result<security::Secret> resolved =
            co_await world.vault.resolve(*order.secret, security::Vault::Shape::Line, stop);
        if (!resolved) {
            co_return std::unexpected(std::move(resolved).error());
        }
        secret = resolved->bytes;
    }
    co_return VarnishAdmin(*at, secret, order.timeout);
}

QCoro::Task<Result<VarnishState>> varnishStateAt(World &world, QString target, VarnishOrder order, std::stop_token stop)
{
    const Result<VarnishAdmin> admin = co_await varnishAdminAt(world, target, order, stop);
    if (!admin) {
        co_return std::unexpected(admin.error());
    }
    const VarnishAnswer vcls = co_await admin->ask("vcl.list -j", stop);
    if (vcls.error) {
        co_return std::unexpected(*vcls.error);
    }
    const VarnishAnswer backends = co_await admin->ask("backend.list -j", stop);
    if (backends.error) {
        co_return std::unexpected(*backends.error);
    }
    Result<std::vector<VarnishVcl>> vclTable = varnishVclsFrom(vcls.reply.body);
    Result<std::vector<VarnishBackend>> backendTable = varnishBackendsFrom(backends.reply.body);
    if (!vclTable || !backendTable) {
        co_return std::unexpected(vclTable ? backendTable.error() : vclTable.error());
    }
    co_return VarnishState{.vcls = *std::move(vclTable), .backends = *std::move(backendTable)};
}

Preview previewOf(const VarnishOrder &order, const VarnishState &state, const Act &act)
{
    Preview preview;
    addCommand(preview, order, state, act.target);
    if (const auto *const use = std::get_if<VarnishUse>(&order.what)) {
        previewUse(preview, *use, state, act);
    } else {
        previewHealth(preview, std::get<VarnishHealth>(order.what), state, act);
    }
    return preview;
}

Verification verificationOf(const VarnishOrder &order, const VarnishState &state)
{
    if (const auto *const use = std::get_if<VarnishUse>(&order.what)) {
        const QString active = activeVcl(state);
        return {.confirmed = active == use->vcl ? Confirmed::Yes : Confirmed::No,
                .observed = u"VCL %1 is active"_s.arg(active)};
    }
    const auto &health = std::get<VarnishHealth>(order.what);
    const VarnishBackend *const backend = findBackend(state, health.backend);
    if (!backend) {
        return {.confirmed = Confirmed::No, .observed = u"Backend %1 is not there any more"_s.arg(health.backend)};
    }
    // Without a probe there is no difference between healthy and auto.
    const bool isSo = backend->health() == health.health
        || (!backend->probed && health.health == "healthy"_L1 && backend->isHealthy());
    return {.confirmed = isSo ? Confirmed::Yes : Confirmed::No, .observed = sentenceOf(*backend)};
}

QCoro::Task<Outcome> control(World &world, Act act, VarnishOrder order, Preview preview, security::Permit permit,
                             std::stop_token stop)
{
    const Result<VarnishState> state = co_await varnishStateAt(world, act.target, order, stop);
    if (!state) {
        co_return notSent(state.error());
    }
    const Preview again = previewOf(order, *state, act);
    if (!again.refusals.isEmpty()) {
        co_return notSent({Error::Kind::Config, again.refusals.front(), {}, {}});
    }
    if (again.state != preview.state) {
        co_return notSent(
            {Error::Kind::Config, u"Somebody changed it since it was looked at: %1"_s.arg(again.now), {}, {}});
    }
    const Result<VarnishAdmin> admin = co_await varnishAdminAt(world, act.target, order, stop);
    if (!admin) {
        co_return notSent(admin.error());
    }
    const VarnishAnswer answer = co_await admin->change(commandOf(order, *state), std::move(permit), stop);
    const QString said = QString::fromUtf8(answer.reply.body).simplified();
    Outcome outcome{.sent = answer.sent, .error = answer.error};
    outcome.output = QJsonObject{{u"status"_s, answer.reply.status}, {u"body"_s, said}};
    outcome.observed = answer.error ? answer.error->message
        : said.isEmpty()            ? QString::number(answer.reply.status)
                                    : u"%1: %2"_s.arg(answer.reply.status).arg(said);
    co_return outcome;
}

QCoro::Task<Verification> verifyControl(World &world, QString target, VarnishOrder order, Duration within,
                                        std::stop_token stop)
{
    auto looking = reread(
        [&world, target, order, stop](Duration left) { return look(world, target, order, left, stop); }, within, stop);
    co_return co_await std::move(looking);
}

} // namespace readyroom::actions
