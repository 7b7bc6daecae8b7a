// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace readyroom::lab {

/// What the answers of a service gain and lose from one version to another.
struct ReleaseDifference {
    QStringList adds;
    QStringList removes;

    /// One sentence, e.g. "GET /health and GET /metrics are no longer exposed.".
    [[nodiscard]] QString text() const;
    bool operator==(const ReleaseDifference &) const = default;
};

/// The memory of a deployment system: which version was installed when, the way Kubernetes numbers the revisions of a
/// Deployment. Going back makes a new revision of the old version; numbers are never used again. At most 100 are kept.
class Deployments final {
public:
    struct Revision {
        int number = 0; ///< from 1
        QString version;
        QDateTime at; ///< UTC
        std::optional<int> rolledBackTo = {}; ///< the revision that was chosen; absent: a deployment
        bool operator==(const Revision &) const = default;
    };

    Revision deploy(const QString &version, const QDateTime &now);
    /// Nothing when `number` is not known any more, or never was.
    std::optional<Revision> rollBack(int number, const QDateTime &now);

    [[nodiscard]] const std::vector<Revision> &revisions() const { return m_revisions; } ///< oldest first
    /// The last one. Call after the first deploy().
    [[nodiscard]] const Revision &active() const { return m_revisions.back(); }
    [[nodiscard]] std::optional<Revision> find(int number) const;

private:
    Revision append(Revision revision);

    std::vector<Revision> m_revisions;
};

/// `{"revision","version","deployed_at","active","cause","difference":{"adds":[…],"removes":[…],"text"}}`, where the
/// difference is what going back from the active revision to this one would change.
[[nodiscard]] QJsonObject revisionReport(const Deployments &deployments, const Deployments::Revision &revision,
                                         const ReleaseDifference &difference);

} // namespace readyroom::lab
