// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/haproxypreview.h"

#include <algorithm>
#include <array>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Confirmed;
using drills::Preview;
using drills::Verification;

namespace {

constexpr int largestWeight = 256;

QString modeWords(HaproxyMode mode)
{
    switch (mode) {
    case HaproxyMode::Ready:
        return u"ready"_s;
    case HaproxyMode::Drain:
        return u"drained"_s;
    case HaproxyMode::Maint:
        return u"in maintenance"_s;
    }
    return {};
}

/// As it will be. What health checks find is left as it is, but for a server that comes back from maintenance: it is
/// taken for well.
HaproxyServer changed(HaproxyServer server, const HaproxyOrder &order)
{
    if (const auto *const weight = std::get_if<HaproxyWeight>(&order.want)) {
        server.weight = server.initialWeight ? weight->of(*server.initialWeight) : weight->amount;
        return server;
    }
    constexpr std::uint32_t forced =
        HaproxyServer::ForcedMaint | HaproxyServer::ConfiguredMaint | HaproxyServer::ForcedDrain;
    const HaproxyMode before = server.mode();
    const HaproxyMode mode = std::get<HaproxyMode>(order.want);
    server.admin &= ~forced;
    server.admin |= mode == HaproxyMode::Maint ? HaproxyServer::ForcedMaint
        : mode == HaproxyMode::Drain           ? HaproxyServer::ForcedDrain
                                               : 0U;
    if (before == HaproxyMode::Maint && mode != HaproxyMode::Maint) {
        server.operation = 2;
        server.status.clear();
    }
    return server;
}

QStringList usable(const HaproxyBackend &backend)
{
    QStringList names;
    for (const HaproxyServer &server : backend.servers) {
        if (server.isUsable()) {
            names += server.backup ? u"%1 (backup)"_s.arg(server.name) : server.name;
        }
    }
    return names;
}

HaproxyBackend changed(HaproxyBackend backend, const HaproxyOrder &order)
{
    for (HaproxyServer &server : backend.servers) {
        if (server.name == order.server) {
            server = changed(server, order);
        }
    }
    return backend;
}

/// Why HAProxy would not do it with this weight, or would do something else than was meant.
void judgeWeight(Preview &preview, const HaproxyWeight &weight, const HaproxyServer &server,
                 const HaproxyBackend &backend)
{
    if (!server.initialWeight) {
        preview.refusals +=
            u"The statistics page of HAProxy cannot change weights; name its runtime socket as the target"_s;
        return;
    }
    const int initial = *server.initialWeight;
    const int result = weight.of(initial);
    if (weight.percent && weight.amount > 0 && result == 0) {
        preview.refusals += u"Weight %1 of the initial weight %2 rounds to 0: %3 would lose all its traffic. Give an "
                            "absolute weight, or configure a larger one"_s.arg(weight.text())
                                .arg(initial)
                                .arg(server.path());
    }
    if (result > largestWeight) {
        preview.refusals += u"Weight %1 of the initial weight %2 is %3, above the largest of 256"_s.arg(weight.text())
                                .arg(initial)
                                .arg(result);
    }
    if (result == 0 || result == initial) {
        return;
    }
    constexpr std::array byHash{"source"_L1, "uri"_L1, "url_param"_L1, "hdr"_L1, "rdp-cookie"_L1, "hash"_L1};
    if (backend.algorithm.startsWith("static-rr"_L1)) {
        preview.refusals +=
            u"Backend %1 balances by static-rr, which takes only the weights 0% and 100%"_s.arg(backend.name);
    } else if (std::ranges::any_of(byHash, [&](QLatin1StringView one) { return backend.algorithm.startsWith(one); })) {
        preview.warnings += u"Backend %1 balances by %2, which takes other weights than 0% and 100% only where "
                            "hash-type is consistent"_s.arg(backend.name, backend.algorithm);
    }
}

void judgeWhoIsLeft(Preview &preview, const HaproxyServer &server, const HaproxyBackend &before,
                    const HaproxyBackend &after)
{
    const QStringList left = usable(after);
    const HaproxyServer &then = *after.server(server.name);
    if (left.isEmpty() && server.isUsable()) {
        preview.refusals += u"This would leave no server: %1 is the last one of backend %2 that takes traffic"_s.arg(
            server.name, before.name);
    } else if (left.isEmpty() && !then.isUsable()) {
        preview.warnings += u"Backend %1 has no server that takes traffic"_s.arg(before.name);
    } else if (server.isUsable() && !then.isUsable()) {
        const bool onlyBackups =
            std::ranges::none_of(after.servers, [](const HaproxyServer &one) { return one.isUsable() && !one.backup; });
        if (onlyBackups && !server.backup) {
            preview.warnings += u"Only backup servers of backend %1 are left to take traffic: %2"_s.arg(
                before.name, left.join(u", "_s));
        }
    }
}

QString effectOf(const HaproxyOrder &order, const HaproxyServer &server, const HaproxyBackend &after)
{
    const HaproxyServer &then = *after.server(server.name);
    const QString left = usable(after).join(u", "_s);
    if (std::holds_alternative<HaproxyWeight>(order.want)) {
        return u"%1 gets weight %2 instead of %3; configured is %4"_s.arg(order.path())
            .arg(then.weight)
            .arg(server.weight)
            .arg(server.initialWeight.value_or(0));
    }
    switch (std::get<HaproxyMode>(order.want)) {
    case HaproxyMode::Ready:
        if (server.isDown()) {
            return u"%1 may take traffic again once its health checks find it up, which they do not now"_s.arg(
                order.path());
        }
        return u"%1 takes traffic again"_s.arg(order.path());
    case HaproxyMode::Drain:
        return u"%1 takes no new traffic but that of persistent sessions; traffic goes to %2"_s.arg(order.path(), left);
    case HaproxyMode::Maint:
        return u"%1 takes no traffic and is not checked; traffic goes to %2"_s.arg(order.path(), left);
    }
    return {};
}

/// Leads back, where there is something to lead back from.
void addUndo(Preview &preview, const HaproxyOrder &order, const HaproxyServer &server, const drills::Act &act)
{
    drills::Act undo = act;
    if (const auto *const weight = std::get_if<HaproxyWeight>(&order.want)) {
        if (server.initialWeight && weight->of(*server.initialWeight) == server.weight) {
            return;
        }
        undo.arguments.insert("weight"_L1, server.weight);
        preview.undoEffect = u"%1 gets weight %2 again"_s.arg(order.path()).arg(server.weight);
    } else {
        if (std::get<HaproxyMode>(order.want) == server.mode()) {
            return;
        }
        undo.arguments.insert("state"_L1, haproxyModeName(server.mode()));
        preview.undoEffect = u"%1 is %2 again"_s.arg(order.path(), modeWords(server.mode()));
    }
    preview.undo = std::move(undo);
}

Verification verifiedMode(HaproxyMode wanted, const HaproxyServer &server, const QJsonObject &before)
{
    Verification verification{.confirmed = Confirmed::No, .observed = sentenceOf(server)};
    if (server.mode() != wanted) {
        return verification;
    }
    const bool wasDown = before.value("down"_L1).toBool();
    if (wanted != HaproxyMode::Ready || (!server.isHeldBack() && (!server.isDown() || wasDown))) {
        verification.confirmed = Confirmed::Yes;
    }
    if (wanted == HaproxyMode::Ready && server.status.startsWith("UP "_L1)) {
        verification.observed += u"; its health checks are not through yet"_s;
    }
    return verification;
}

} // namespace

Preview previewOf(const HaproxyOrder &order, const HaproxyState &state, const drills::Act &act)
{
    Preview preview;
    const HaproxyBackend *const backend = state.backend(order.backend);
    const HaproxyServer *const server = backend ? backend->server(order.server) : nullptr;
    if (!backend) {
        preview.refusals += u"There is no backend %1 with servers; known are %2"_s.arg(
            order.backend, state.backendNames().join(u", "_s));
        return preview;
    }
    if (!server) {
        preview.refusals += u"There is no server %1 in backend %2; known are %3"_s.arg(
            order.server, order.backend, backend->serverNames().join(u", "_s));
        return preview;
    }
    const HaproxyBackend after = changed(*backend, order);
    preview.now = sentenceOf(*server);
    preview.effect = effectOf(order, *server, after);
    preview.state = {
        {u"state"_s, haproxyModeName(server->mode())}, {u"weight"_s, server->weight}, {u"down"_s, server->isDown()}};
    if (const auto *const weight = std::get_if<HaproxyWeight>(&order.want)) {
        judgeWeight(preview, *weight, *server, *backend);
    }
    if (preview.refusals.isEmpty()) {
        judgeWhoIsLeft(preview, *server, *backend, after);
    }
    addUndo(preview, order, *server, act);
    return preview;
}

Verification verificationOf(const HaproxyOrder &order, const HaproxyState &state, const QJsonObject &before)
{
    const HaproxyBackend *const backend = state.backend(order.backend);
    const HaproxyServer *const server = backend ? backend->server(order.server) : nullptr;
    if (!server) {
        return {.confirmed = Confirmed::No, .observed = u"HAProxy knows no server %1 any more"_s.arg(order.path())};
    }
    const auto *const weight = std::get_if<HaproxyWeight>(&order.want);
    if (!weight) {
        return verifiedMode(std::get<HaproxyMode>(order.want), *server, before);
    }
    Verification verification{.confirmed = Confirmed::No, .observed = sentenceOf(*server)};
    if (server->initialWeight && server->weight == weight->of(*server->initialWeight)) {
        verification.confirmed = Confirmed::Yes;
    }
    return verification;
}

bool isSettling(const HaproxyOrder &order, const HaproxyState &state)
{
    const auto *const mode = std::get_if<HaproxyMode>(&order.want);
    const HaproxyBackend *const backend = state.backend(order.backend);
    const HaproxyServer *const server = backend ? backend->server(order.server) : nullptr;
    return mode && *mode == HaproxyMode::Ready && server && server->status.startsWith("UP "_L1);
}

QString sentenceOf(const HaproxyServer &server)
{
    QString sentence = u"%1 is %2"_s.arg(server.path(), modeWords(server.mode()));
    const bool saysItself =
        server.mode() != HaproxyMode::Ready && (server.status == "MAINT"_L1 || server.status == "DRAIN"_L1);
    if (!server.status.isEmpty() && !saysItself) {
        sentence += server.status == "no check"_L1 ? u", not checked"_s : QString(u" and "_s + server.status);
    }
    sentence += u", weight %1"_s.arg(server.weight);
    if (server.initialWeight && *server.initialWeight != server.weight) {
        sentence += u" of %1"_s.arg(*server.initialWeight);
    }
    if (server.sessions.value_or(0) > 0) {
        sentence += *server.sessions == 1 ? u", 1 session"_s : u", %1 sessions"_s.arg(*server.sessions);
    }
    return sentence;
}

} // namespace readyroom::actions
