// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/etcdcluster.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <set>

namespace readyroom::actions::etcd {

using namespace Qt::StringLiterals;

namespace {

/// An id, written as it should be or as a bare number; empty for zero and for what is no number of 64 bits.
QString idOf(const QJsonValue &value)
{
    bool isNumber = false;
    const qulonglong id = value.toVariant().toString().toULongLong(&isNumber);
    return isNumber && id != 0 ? QString::number(id) : QString();
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    for (const QJsonValue &one : value.toArray()) {
        texts += one.toString();
    }
    return texts;
}

} // namespace

bool Member::isHealthy() const
{
    return status && !status->leader.isEmpty() && status->errors.isEmpty();
}

const Member *Cluster::byName(const QString &name) const
{
    const auto found = std::ranges::find(members, name, &Member::name);
    return found == members.end() || name.isEmpty() ? nullptr : &*found;
}

const Member *Cluster::byId(const QString &id) const
{
    const auto found = std::ranges::find(members, id, &Member::id);
    return found == members.end() ? nullptr : &*found;
}

QString Cluster::names() const
{
    QStringList names;
    for (const Member &member : members) {
        names += member.name.isEmpty() ? u"(not started)"_s : member.name;
    }
    return names.join(u", "_s);
}

std::size_t Cluster::voters() const
{
    return static_cast<std::size_t>(std::ranges::count(members, false, &Member::isLearner));
}

std::size_t Cluster::healthyVoters() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(members, [](const Member &member) { return !member.isLearner && member.isHealthy(); }));
}

bool Cluster::hasQuorum() const
{
    return healthyVoters() > voters() / 2;
}

Result<const Member *> Cluster::leader() const
{
    std::set<QString> leaders;
    for (const Member &member : members) {
        if (member.isHealthy()) {
            leaders.insert(member.status->leader);
        }
    }
    if (leaders.empty()) {
        return failure(Error::Kind::Http, u"No member of the etcd cluster knows a leader"_s);
    }
    const Member *const found = leaders.size() == 1 ? byId(*leaders.begin()) : nullptr;
    if (!found) {
        return failure(Error::Kind::Http, u"The members of the etcd cluster do not agree about who leads"_s);
    }
    return found;
}

const Member *Cluster::nextAfter(const Member &member) const
{
    const auto start = static_cast<std::size_t>(&member - members.data());
    for (std::size_t i = 1; i < members.size(); ++i) {
        const Member &next = members[(start + i) % members.size()];
        if (next.isHealthy() && !next.isLearner) {
            return &next;
        }
    }
    return nullptr;
}

Result<Cluster> clusterFrom(const QJsonValue &json)
{
    Cluster cluster;
    for (const QJsonValue &value : json.toObject().value("members"_L1).toArray()) {
        const QJsonObject member = value.toObject();
        cluster.members.push_back({.id = idOf(member.value("ID"_L1)),
                                   .name = member.value("name"_L1).toString(),
                                   .clientUrls = textsOf(member.value("clientURLs"_L1)),
                                   .isLearner = member.value("isLearner"_L1).toBool()});
        if (cluster.members.back().id.isEmpty()) {
            return failure(Error::Kind::Parse, u"A member in the answer of etcd has no id"_s);
        }
    }
    if (cluster.members.empty()) {
        return failure(Error::Kind::Parse, u"The answer of etcd has no members"_s);
    }
    std::ranges::sort(cluster.members, {}, [](const Member &member) { return std::pair(member.name, member.id); });
    return cluster;
}

Result<Status> statusFrom(const QJsonValue &json)
{
    const QJsonObject status = json.toObject();
    const QString member = idOf(status.value("header"_L1).toObject().value("member_id"_L1));
    if (member.isEmpty()) {
        return failure(Error::Kind::Parse, u"The answer is not the status of a member of etcd"_s);
    }
    return Status{.member = member,
                  .leader = idOf(status.value("leader"_L1)),
                  .errors = textsOf(status.value("errors"_L1)),
                  .isLearner = status.value("isLearner"_L1).toBool()};
}

QJsonObject leaderJson(const Cluster &cluster)
{
    const Result<const Member *> leader = cluster.leader();
    bool agreed = leader.has_value();
    QJsonArray members;
    for (const Member &member : cluster.members) {
        const Member *const seen = member.status ? cluster.byId(member.status->leader) : nullptr;
        QJsonObject json{{u"name"_s, member.name},
                         {u"healthy"_s, member.isHealthy()},
                         {u"learner"_s, member.isLearner},
                         {u"leader"_s, seen ? QJsonValue(seen->name) : QJsonValue()}};
        if (!member.problem.isEmpty()) {
            json.insert("problem"_L1, member.problem);
        }
        if (member.status && !member.status->errors.isEmpty()) {
            json.insert("errors"_L1, QJsonArray::fromStringList(member.status->errors));
        }
        members += json;
        agreed = agreed && seen == *leader;
    }
    return {{u"leader"_s, leader ? QJsonValue((*leader)->name) : QJsonValue()},
            {u"agreed"_s, agreed},
            {u"quorum"_s, cluster.hasQuorum()},
            {u"voters"_s, qint64(cluster.voters())},
            {u"healthy"_s, qint64(cluster.healthyVoters())},
            {u"members"_s, members}};
}

QStringList refusalsOf(const Cluster &cluster, const QString &to)
{
    const Member *const wanted = to.isEmpty() ? nullptr : cluster.byName(to);
    if (!to.isEmpty() && !wanted) {
        return {u"The etcd cluster has no member “%1”; its members are %2."_s.arg(to, cluster.names())};
    }
    QStringList refusals;
    if (!cluster.hasQuorum()) {
        refusals += u"Only %1 of %2 members are healthy: without a majority nobody is elected, and this would leave no "
                    "server that takes writes."_s.arg(cluster.healthyVoters())
                        .arg(cluster.voters());
    }
    const Result<const Member *> leader = cluster.leader();
    if (!leader) {
        refusals += leader.error().message + u'.';
    } else if (!wanted && !cluster.nextAfter(**leader)) {
        refusals +=
            u"Besides %1 no member is healthy that could lead: this would leave no server."_s.arg((*leader)->name);
    } else if (wanted == *leader) {
        refusals += u"%1 leads already."_s.arg(to);
    }
    if (wanted && wanted->isLearner) {
        refusals += u"%1 is a learner, which cannot lead."_s.arg(to);
    }
    if (wanted && !wanted->isHealthy()) {
        const QString why = !wanted->status    ? wanted->problem
            : wanted->status->errors.isEmpty() ? u"it knows no leader"_s
                                               : wanted->status->errors.join(u", "_s);
        refusals += u"%1 is not healthy: %2."_s.arg(to, why);
    }
    return refusals;
}

} // namespace readyroom::actions::etcd
