// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/haproxy.h"

#include "app/actions/arguments.h"
#include "app/actions/haproxyform.h"
#include "app/actions/haproxypreview.h"
#include "app/actions/haproxyservers.h"
#include "app/actions/reading.h"
#include "app/actions/socketclient.h"
#include "app/actions/targetrequest.h"
#include "app/async/sleep.h"

#include <QDeadlineTimer>
#include <QJsonObject>

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

constexpr std::size_t stateLimit = std::size_t{32} * 1024 * 1024;
constexpr Duration usualTimeout{2000};
constexpr Duration firstPause{10}; ///< between two looks; then each time twice as long
constexpr Duration longestPause{200};
constexpr Duration shortestPause{2};
constexpr Duration settlingTime{1000}; ///< for health checks to get through after all else is well

Outcome notSent(Error error)
{
    Outcome outcome{.observed = error.message};
    outcome.error = std::move(error);
    return outcome;
}

Outcome refused(const QString &sentence)
{
    return notSent({Error::Kind::Config, sentence, {}, {}});
}

/// How it is sent, for people and for their shells.
void addRequest(Preview &preview, const HaproxyOrder &order, const QString &target)
{
    const QString line = QString::fromUtf8(order.line());
    if (!isHttpTarget(target)) {
        const QString address = target.startsWith(u'/') ? u"UNIX-CONNECT:"_s + target : u"TCP:"_s + target;
        preview.target = target;
        preview.request = line;
        preview.command = u"echo "_s + shellWord(line) + u" | socat - "_s + shellWord(address);
        preview.tool = u"socat"_s;
        return;
    }
    const QString page = QUrl(target).toDisplayString(QUrl::RemoveUserInfo);
    const QString body = QString::fromUtf8(haproxyFormBody(order));
    preview.target = page;
    preview.request = u"POST "_s + page + u"\nContent-Type: application/x-www-form-urlencoded\n\n"_s + body;
    preview.command = u"curl -sS -D - --data-raw "_s + shellWord(body) + u' ' + shellWord(page);
    preview.tool = u"curl"_s;
}

std::unexpected<Error> unknownBackend(const QString &name, const HaproxyState &state)
{
    return failure(
        Error::Kind::Config,
        u"There is no backend %1 with servers; known are %2"_s.arg(name, state.backendNames().join(u", "_s)));
}

} // namespace

QCoro::Task<Result<HaproxyState>> Haproxy::stateAt(QString target, Duration timeout, std::stop_token stop)
{
    if (isHttpTarget(target)) {
        const Result<QUrl> page = httpTargetFrom(target);
        if (!page) {
            co_return std::unexpected(page.error());
        }
        co_return co_await haproxyFormState(m_world, *page, timeout, stop);
    }
    const Result<SocketAddress> address = socketAddressFrom(target);
    if (!address) {
        co_return std::unexpected(address.error());
    }
    SocketClient client(*address);
    const Exchanged exchanged = co_await client.ask(
        {.send = haproxyStateCommand() + '\n', .whole = {}, .timeout = timeout, .limit = stateLimit}, stop);
    if (exchanged.error) {
        co_return std::unexpected(*exchanged.error);
    }
    co_return haproxyStateFromReply(exchanged.reply);
}

QCoro::Task<Outcome> Haproxy::send(QString target, HaproxyOrder order, security::Permit permit, std::stop_token stop)
{
    if (isHttpTarget(target)) {
        co_return co_await sendHaproxyForm(m_world, QUrl(target), order, std::move(permit), stop);
    }
    SocketClient client(*socketAddressFrom(target));
    const Exchanged exchanged = co_await client.change(
        {.send = order.line() + '\n', .whole = {}, .timeout = order.timeout}, std::move(permit), stop);
    Outcome outcome{.sent = exchanged.sent, .error = exchanged.error};
    const QString said = QString::fromUtf8(exchanged.reply).trimmed();
    outcome.output = QJsonObject{{u"sent"_s, QString::fromUtf8(order.line())}, {u"reply"_s, said}};
    if (!outcome.error && exchanged.reply.isEmpty()) {
        outcome.error =
            Error{Error::Kind::Connect, u"%1 closed the connection without an answer"_s.arg(target), {}, {}};
    } else if (!outcome.error && !said.isEmpty()) {
        outcome.error = Error{Error::Kind::Http, u"HAProxy refused it: %1"_s.arg(said.simplified().left(300)), {}, {}};
    }
    outcome.observed = outcome.error ? outcome.error->message : u"An empty answer, which may mean that it was done"_s;
    co_return outcome;
}

QCoro::Task<Result<QJsonValue>> Haproxy::read(Act act, std::stop_token stop)
{
    const Result<QString> reading = readingOf(act);
    const Result<Duration> timeout = timeoutOf(act.arguments, usualTimeout);
    if (!reading || !timeout) {
        co_return std::unexpected(reading ? timeout.error() : reading.error());
    }
    const Result<QString> backend = narrowedTo(act.arguments, u"backend"_s);
    const Result<QString> server = narrowedTo(act.arguments, u"server"_s);
    if (!backend || !server) {
        co_return std::unexpected(backend ? server.error() : backend.error());
    }
    const Result<HaproxyState> state = co_await stateAt(act.target, *timeout, stop);
    if (!state) {
        co_return std::unexpected(state.error());
    }
    const Result<QJsonValue> servers = haproxyServers(*state, *backend, *server);
    co_return servers ? partOf(*servers, act.arguments) : servers;
}

QCoro::Task<Result<Preview>> Haproxy::preview(Act act, std::stop_token stop)
{
    if (const std::optional<Error> refusal = refusalToAct(act)) {
        co_return std::unexpected(*refusal);
    }
    const Result<HaproxyOrder> order = haproxyOrderFrom(act.arguments);
    if (!order) {
        co_return std::unexpected(order.error());
    }
    const Result<HaproxyState> state = co_await stateAt(act.target, order->timeout, stop);
    if (!state) {
        co_return std::unexpected(state.error());
    }
    Preview preview = previewOf(*order, *state, act);
    addRequest(preview, *order, act.target);
    co_return preview;
}

QCoro::Task<Outcome> Haproxy::run(Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    if (const std::optional<Error> refusal = refusalToAct(act)) {
        co_return notSent(*refusal);
    }
    const Result<HaproxyOrder> order = haproxyOrderFrom(act.arguments);
    if (!order) {
        co_return notSent(order.error());
    }
    if (!preview.refusals.isEmpty()) {
        co_return refused(preview.refusals.front());
    }
    const Result<HaproxyState> state = co_await stateAt(act.target, order->timeout, stop);
    if (!state) {
        co_return notSent(state.error());
    }
    const Preview again = previewOf(*order, *state, act);
    for (const QLatin1StringView what : {"state"_L1, "weight"_L1}) {
        if (again.refusals.isEmpty() && again.state.value(what) != preview.state.value(what)) {
            co_return refused(u"Somebody changed it since it was looked at: %1"_s.arg(again.now));
        }
    }
    if (!again.refusals.isEmpty()) {
        co_return refused(again.refusals.front());
    }
    co_return co_await send(act.target, *order, std::move(permit), stop);
}

QCoro::Task<Verification> Haproxy::verify(Act act, Preview preview, Outcome outcome, Duration within,
                                          std::stop_token stop)
{
    Q_UNUSED(outcome) // an empty answer says nothing
    const Result<HaproxyOrder> order = haproxyOrderFrom(act.arguments);
    if (!order) {
        co_return Verification{.observed = order.error().message};
    }
    const QDeadlineTimer deadline(within);
    QDeadlineTimer settled(QDeadlineTimer::Forever);
    Verification verification;
    for (Duration pause = firstPause;; pause = std::min(2 * pause, longestPause)) {
        const Duration left = std::max(Duration(deadline.remainingTime()), Duration{1});
        const Result<HaproxyState> state = co_await stateAt(act.target, std::min(order->timeout, left), stop);
        if (state) {
            verification = verificationOf(*order, *state, preview.state);
            const bool settling = verification.confirmed == Confirmed::Yes && isSettling(*order, *state);
            if (settling && settled.isForever()) {
                settled.setRemainingTime(settlingTime);
            }
            if (verification.confirmed == Confirmed::Yes && (!settling || settled.hasExpired())) {
                co_return verification;
            }
        } else if (!deadline.hasExpired() || verification.observed.isEmpty()) {
            // A look that was cut short by the end of the time says nothing against the one before.
            verification = {.observed = state.error().message};
        }
        // The last looks are closer together, so that the one at the end has time for an answer.
        const Duration rest = std::min(pause, Duration(deadline.remainingTime() / 2));
        if (rest < shortestPause || !co_await async::sleepFor(rest, stop)) {
            co_return verification;
        }
    }
}

QCoro::Task<Result<std::vector<Choice>>> Haproxy::choices(Act act, QString argument, std::stop_token stop)
{
    if (argument != "backend"_L1 && argument != "server"_L1 && argument != "state"_L1) {
        co_return failure(Error::Kind::Unsupported, u"HAProxy does not tell what %1 may be"_s.arg(argument));
    }
    const Result<HaproxyState> state = co_await stateAt(act.target, usualTimeout, stop);
    if (!state) {
        co_return std::unexpected(state.error());
    }
    std::vector<Choice> choices;
    if (argument == "backend"_L1) {
        for (const HaproxyBackend &one : state->backends) {
            choices.push_back(
                {.value = one.name, .label = u"%1 · %2"_s.arg(one.name, one.serverNames().join(u", "_s))});
        }
        co_return choices;
    }
    const QString name = act.arguments.value("backend"_L1).toString();
    const HaproxyBackend *const backend =
        name.isEmpty() && state->backends.size() == 1 ? state->backends.data() : state->backend(name);
    if (!backend) {
        co_return unknownBackend(name, *state);
    }
    const QString serverName = act.arguments.value("server"_L1).toString();
    if (argument == "server"_L1) {
        for (const HaproxyServer &one : backend->servers) {
            choices.push_back({.value = one.name, .label = sentenceOf(one)});
        }
        co_return choices;
    }
    const HaproxyServer *const server = backend->server(serverName);
    for (const HaproxyMode mode : {HaproxyMode::Ready, HaproxyMode::Drain, HaproxyMode::Maint}) {
        choices.push_back({.value = haproxyModeName(mode), .current = server && server->mode() == mode});
    }
    co_return choices;
}

} // namespace readyroom::actions
