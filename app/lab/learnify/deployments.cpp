// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/learnify/deployments.h"

#include <QJsonArray>

#include <algorithm>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t keptRevisions = 100;

/// "a", "a and b", "a, b and c".
QString enumeration(const QStringList &names)
{
    if (names.size() < 2) {
        return names.join(QString());
    }
    return names.first(names.size() - 1).join(u", "_s) + u" and "_s + names.last();
}

QString beVerb(const QStringList &names)
{
    return names.size() == 1 ? u" is"_s : u" are"_s;
}

} // namespace

QString ReleaseDifference::text() const
{
    const QString lost = enumeration(removes) + beVerb(removes) + u" no longer exposed"_s;
    const QString gained = enumeration(adds) + beVerb(adds) + u" exposed"_s;
    if (adds.isEmpty() && removes.isEmpty()) {
        return u"The same requests are answered."_s;
    }
    return (adds.isEmpty() ? lost : removes.isEmpty() ? gained : lost + u"; "_s + gained) + u'.';
}

Deployments::Revision Deployments::append(Revision revision)
{
    revision.number = m_revisions.empty() ? 1 : m_revisions.back().number + 1;
    if (m_revisions.size() == keptRevisions) {
        m_revisions.erase(m_revisions.begin());
    }
    m_revisions.push_back(revision);
    return revision;
}

Deployments::Revision Deployments::deploy(const QString &version, const QDateTime &now)
{
    return append({.version = version, .at = now});
}

std::optional<Deployments::Revision> Deployments::rollBack(int number, const QDateTime &now)
{
    const auto chosen = find(number);
    if (!chosen) {
        return std::nullopt;
    }
    return append({.version = chosen->version, .at = now, .rolledBackTo = number});
}

std::optional<Deployments::Revision> Deployments::find(int number) const
{
    const auto at = std::ranges::find(m_revisions, number, &Revision::number);
    return at == m_revisions.end() ? std::nullopt : std::optional(*at);
}

QJsonObject revisionReport(const Deployments &deployments, const Deployments::Revision &revision,
                           const ReleaseDifference &difference)
{
    return {{u"revision"_s, revision.number},
            {u"version"_s, revision.version},
            {u"deployed_at"_s, revision.at.toString(Qt::ISODateWithMs)},
            {u"active"_s, revision.number == deployments.active().number},
            {u"cause"_s, revision.rolledBackTo ? u"rollback to %1"_s.arg(*revision.rolledBackTo) : u"deploy"_s},
            {u"difference"_s,
             QJsonObject{{u"adds"_s, QJsonArray::fromStringList(difference.adds)},
                         {u"removes"_s, QJsonArray::fromStringList(difference.removes)},
                         {u"text"_s, difference.text()}}}};
}

} // namespace readyroom::lab
