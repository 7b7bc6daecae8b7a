// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/etcd.h"

#include "app/actions/arguments.h"
#include "app/actions/reading.h"
#include "app/actions/reread.h"
#include "app/http/origin.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <utility>
#include <vector>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Confirmed;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

namespace {

const QString server = u"etcd"_s;
constexpr int preconditionFailed = 412;

struct Asked {
    QUrl base;
    Duration timeout;
};

Result<Asked> placeOf(const Act &act)
{
    const Result<QUrl> base = adminBase(act.target);
    const Result<Duration> timeout = timeoutOf(act.arguments, usualAdminTimeout);
    if (!base || !timeout) {
        return std::unexpected(base ? timeout.error() : base.error());
    }
    return Asked{.base = *base, .timeout = *timeout};
}

Result<Asked> askedOf(const Act &act)
{
    if (const std::optional<Error> refusal = refusalToAct(act)) {
        return std::unexpected(*refusal);
    }
    const QString what = act.arguments.value("do"_L1).toString();
    if (what != "transfer-leadership"_L1) {
        return failure(Error::Kind::Config, u"etcd can `do` transfer-leadership, not “%1”"_s.arg(what.left(100)));
    }
    return placeOf(act);
}

AdminCall reading(const QUrl &base, const QString &path, Duration timeout)
{
    return {.base = base,
            .path = path,
            .method = "POST",
            .body = "{}",
            .headers = {{"Content-Type", "application/json"}},
            .timeout = timeout};
}

AdminCall writing(const QJsonObject &state, Duration timeout)
{
    AdminCall call = reading(QUrl(state.value("url"_L1).toString()), u"/v3/maintenance/transfer-leadership"_s, timeout);
    call.body = "{\"targetID\":\"" + state.value("to"_L1).toString().toLatin1() + "\"}";
    return call;
}

/// Where a member is asked; invalid where it has not said.
QUrl urlOf(const etcd::Member &member)
{
    for (const QString &text : member.clientUrls) {
        if (const Result<QUrl> url = adminBase(text)) {
            return *url;
        }
    }
    return {};
}

QJsonArray urlsOf(const etcd::Cluster &cluster)
{
    QJsonArray urls;
    for (const etcd::Member &member : cluster.members) {
        urls.append(urlOf(member).toString());
    }
    return urls;
}

Error leadsNoMore(const QString &former, const Result<etcd::Cluster> &cluster)
{
    const Result<const etcd::Member *> leader =
        cluster ? cluster->leader() : Result<const etcd::Member *>(std::unexpected(cluster.error()));
    const QString now = leader ? u"%1 does"_s.arg((*leader)->name) : leader.error().message;
    return {Error::Kind::Config, u"%1 does not lead any more (%2), so nothing was changed"_s.arg(former, now), {}, {}};
}

} // namespace

Etcd::Etcd(World &world)
    : m_world(world)
    , m_api(world)
{
}

QString Etcd::name() const
{
    return u"etcd"_s;
}

QCoro::Task<Result<QJsonValue>> Etcd::read(Act act, std::stop_token stop)
{
    const Result<QString> reading = readingOf(act);
    const Result<Asked> asked = placeOf(act);
    if (!reading || !asked) {
        co_return std::unexpected(reading ? asked.error() : reading.error());
    }
    auto looking = look(asked->base, asked->timeout, stop);
    const Result<etcd::Cluster> cluster = co_await std::move(looking);
    co_return cluster ? partOf(etcd::leaderJson(*cluster), act.arguments) : std::unexpected(cluster.error());
}

QCoro::Task<Result<etcd::Status>> Etcd::statusOf(QUrl member, Duration timeout, std::stop_token stop)
{
    if (!member.isValid()) {
        co_return failure(Error::Kind::Config, u"it has told no address"_s);
    }
    auto asking = m_api.read(reading(member, u"/v3/maintenance/status"_s, timeout), http::Reading::Status, stop);
    const Result<QJsonValue> json = jsonOf(co_await std::move(asking), server);
    co_return json ? etcd::statusFrom(*json) : std::unexpected(json.error());
}

QCoro::Task<Result<etcd::Cluster>> Etcd::look(QUrl base, Duration timeout, std::stop_token stop)
{
    auto listing = m_api.read(reading(base, u"/v3/cluster/member/list"_s, timeout), http::Reading::Status, stop);
    const Result<QJsonValue> json = jsonOf(co_await std::move(listing), server);
    if (!json) {
        co_return std::unexpected(json.error());
    }
    Result<etcd::Cluster> cluster = etcd::clusterFrom(*json);
    if (!cluster) {
        co_return cluster;
    }
    // All at once, so that one that hangs holds up nothing.
    std::vector<QCoro::Task<Result<etcd::Status>>> asking;
    asking.reserve(cluster->members.size());
    for (const etcd::Member &member : cluster->members) {
        asking.push_back(statusOf(urlOf(member), timeout, stop));
    }
    for (std::size_t i = 0; i < asking.size(); ++i) {
        const Result<etcd::Status> status = co_await std::move(asking[i]);
        etcd::Member &member = cluster->members[i];
        if (status && status->member == member.id) {
            member.status = *status;
        } else {
            member.problem = status ? u"another member answers at its address"_s : status.error().message;
        }
    }
    co_return cluster;
}

QCoro::Task<Result<Preview>> Etcd::preview(Act act, std::stop_token stop)
{
    const Result<Asked> asked = askedOf(act);
    if (!asked) {
        co_return std::unexpected(asked.error());
    }
    auto looking = look(asked->base, asked->timeout, stop);
    const Result<etcd::Cluster> cluster = co_await std::move(looking);
    if (!cluster) {
        co_return std::unexpected(cluster.error());
    }
    const QString to = act.arguments.value("to"_L1).toString();
    Preview preview;
    preview.target = http::hostPort(asked->base);
    preview.refusals = etcd::refusalsOf(*cluster, to);
    const Result<const etcd::Member *> leader = cluster->leader();
    if (leader) {
        preview.now = u"%1 leads; %2 of %3 members are healthy."_s.arg((*leader)->name)
                          .arg(cluster->healthyVoters())
                          .arg(cluster->voters());
    }
    const etcd::Member *const next = to.isEmpty() && leader ? cluster->nextAfter(**leader) : cluster->byName(to);
    if (!leader || !next) {
        co_return preview;
    }
    preview.effect = u"%1 leads."_s.arg(next->name);
    preview.state = {
        {u"leader"_s, (*leader)->id}, {u"leaderName"_s, (*leader)->name},     {u"to"_s, next->id},
        {u"toName"_s, next->name},    {u"url"_s, urlOf(**leader).toString()}, {u"urls"_s, urlsOf(*cluster)}};
    const AdminCall call = writing(preview.state, asked->timeout);
    preview.request = call.text();
    preview.command = call.curl();
    preview.tool = u"curl"_s;
    for (const etcd::Member &member : cluster->members) {
        if (!member.isHealthy() && &member != next) {
            preview.warnings += u"%1 is not healthy%2."_s.arg(
                member.name, member.problem.isEmpty() ? QString() : u": "_s + member.problem);
        }
    }
    QJsonObject arguments = act.arguments;
    arguments.insert(u"to"_s, (*leader)->name);
    preview.undo = Act{.provider = name(), .target = act.target, .arguments = arguments};
    preview.undoEffect = u"%1 leads again."_s.arg((*leader)->name);
    co_return preview;
}

QCoro::Task<Outcome> Etcd::run(Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    const Result<Asked> asked = askedOf(act);
    const QJsonObject state = preview.state;
    if (!asked || !preview.refusals.isEmpty() || state.value("to"_L1).toString().isEmpty()) {
        co_return notSent(asked ? Error{Error::Kind::Config, preview.refusals.join(u' '), {}, {}} : asked.error());
    }
    const QString former = state.value("leaderName"_L1).toString();
    const QString id = state.value("leader"_L1).toString();
    auto asking = statusOf(QUrl(state.value("url"_L1).toString()), asked->timeout, stop);
    const Result<etcd::Status> status = co_await std::move(asking);
    if (!status) {
        co_return notSent(status.error());
    }
    if (status->member != id || status->leader != id) {
        auto looking = look(asked->base, asked->timeout, stop);
        co_return notSent(leadsNoMore(former, co_await std::move(looking)));
    }
    auto changing = m_api.change(writing(state, asked->timeout), std::move(permit), stop);
    const http::Response response = co_await std::move(changing);
    Outcome outcome = outcomeOf(response, server, m_world.vault.redactor());
    if (!response.error && response.status == preconditionFailed && response.body.contains("not leader")) {
        auto looking = look(asked->base, asked->timeout, stop);
        outcome.error = leadsNoMore(former, co_await std::move(looking));
        outcome.observed = outcome.error->message;
        outcome.sent = false; // whoever was elected meanwhile stays
    }
    co_return outcome;
}

QCoro::Task<Verification> Etcd::verify(Act act, Preview preview, Outcome, Duration within, std::stop_token stop)
{
    const Result<Asked> asked = askedOf(act);
    const QString id = preview.state.value("to"_L1).toString();
    if (!asked || id.isEmpty()) {
        co_return Verification{.observed = asked ? u"There is no member to look for"_s : asked.error().message};
    }
    std::vector<QUrl> bases{asked->base};
    for (const QJsonValue &url : preview.state.value("urls"_L1).toArray()) {
        bases.emplace_back(url.toString());
    }
    auto looking = reread([this, bases, id, timeout = asked->timeout,
                           stop](Duration left) { return lookForLeader(bases, id, std::min(timeout, left), stop); },
                          within, stop);
    co_return co_await std::move(looking);
}

QCoro::Task<Verification> Etcd::lookForLeader(std::vector<QUrl> bases, QString id, Duration timeout,
                                              std::stop_token stop)
{
    Result<etcd::Cluster> cluster;
    for (const QUrl &base : bases) {
        auto looking = look(base, timeout, stop);
        cluster = co_await std::move(looking);
        if (cluster) {
            break;
        }
    }
    if (!cluster) {
        co_return Verification{.observed = cluster.error().message};
    }
    const Result<const etcd::Member *> leader = cluster->leader();
    if (!leader) {
        co_return Verification{.confirmed = Confirmed::No, .observed = leader.error().message};
    }
    const QString seen =
        u"%1 leads, say %2 of %3 members"_s.arg((*leader)->name).arg(cluster->healthyVoters()).arg(cluster->voters());
    const bool agree = std::ranges::all_of(
        cluster->members, [&id](const etcd::Member &member) { return !member.status || member.status->leader == id; });
    co_return Verification{.confirmed = agree && cluster->hasQuorum() ? Confirmed::Yes : Confirmed::No,
                           .observed = seen};
}

QCoro::Task<Result<std::vector<drills::Choice>>> Etcd::choices(Act act, QString argument, std::stop_token stop)
{
    if (argument != "to"_L1) {
        co_return failure(Error::Kind::Unsupported, u"What `%1` may be cannot be read from etcd"_s.arg(argument));
    }
    const Result<QUrl> base = adminBase(act.target);
    const Result<Duration> timeout = timeoutOf(act.arguments, usualAdminTimeout);
    if (!base || !timeout) {
        co_return std::unexpected(base ? timeout.error() : base.error());
    }
    auto looking = look(*base, *timeout, stop);
    const Result<etcd::Cluster> cluster = co_await std::move(looking);
    if (!cluster) {
        co_return std::unexpected(cluster.error());
    }
    const Result<const etcd::Member *> leader = cluster->leader();
    std::vector<drills::Choice> choices;
    for (const etcd::Member &member : cluster->members) {
        const bool leads = leader && *leader == &member;
        if (!member.name.isEmpty() && !member.isLearner) {
            choices.push_back({member.name,
                               leads                    ? u"%1 · leads"_s.arg(member.name)
                                   : member.isHealthy() ? member.name
                                                        : u"%1 · not healthy"_s.arg(member.name),
                               leads});
        }
    }
    co_return choices;
}

} // namespace readyroom::actions
