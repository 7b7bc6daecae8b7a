// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <vector>

/// What etcd says about itself: etcdserverpb of its JSON gateway, v3. Numbers of 64 bits are texts there, and what is
/// zero is left out.
namespace readyroom::actions::etcd {

struct Status {
    QString member; ///< id of who answers
    QString leader; ///< id of the member that it takes for the leader; empty: of none
    QStringList errors = {};
    bool isLearner = false;
    bool operator==(const Status &) const = default;
};

struct Member {
    QString id; ///< an unsigned number of 64 bits
    QString name; ///< empty: it has not started yet
    QStringList clientUrls = {};
    bool isLearner = false; ///< has no vote, and cannot lead
    std::optional<Status> status = {}; ///< absent: it does not answer
    QString problem = {}; ///< why it does not answer

    /// It answers, knows a leader and complains about nothing.
    [[nodiscard]] bool isHealthy() const;
    bool operator==(const Member &) const = default;
};

/// All members, as each of them sees it, sorted by name.
struct Cluster {
    std::vector<Member> members;

    [[nodiscard]] const Member *byName(const QString &name) const;
    [[nodiscard]] const Member *byId(const QString &id) const;
    /// "n1, n2, n3".
    [[nodiscard]] QString names() const;
    [[nodiscard]] std::size_t voters() const;
    [[nodiscard]] std::size_t healthyVoters() const;
    /// A majority of the voters is healthy, without which nobody is elected.
    [[nodiscard]] bool hasQuorum() const;
    /// The member that every healthy one takes for the leader. Kind::Http with a sentence when there is none, or when
    /// they do not agree.
    [[nodiscard]] Result<const Member *> leader() const;
    /// The next by name after `member`, round and round, that is healthy and has a vote; null when there is none.
    [[nodiscard]] const Member *nextAfter(const Member &member) const;
};

/// Of the answer to /v3/cluster/member/list, without statuses. Kind::Parse when it is not that.
[[nodiscard]] Result<Cluster> clusterFrom(const QJsonValue &json);
/// Of the answer to /v3/maintenance/status. Kind::Parse when it is not that.
[[nodiscard]] Result<Status> statusFrom(const QJsonValue &json);

/// What a probe reads: {"leader": the name of who leads, or null where nobody does or they do not agree, "agreed":
/// every member answers and names the same leader, "quorum", "voters", "healthy": voters that are, "members": [{"name",
/// "healthy", "learner", "leader": as this member sees it, or null, "problem"?, "errors"?}]}.
[[nodiscard]] QJsonObject leaderJson(const Cluster &cluster);

/// Why `to` (empty: the next) must not lead instead of the present leader, sentence by sentence.
[[nodiscard]] QStringList refusalsOf(const Cluster &cluster, const QString &to);

} // namespace readyroom::actions::etcd
