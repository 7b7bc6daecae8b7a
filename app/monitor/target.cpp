// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/target.h"

#include <QHashFunctions>

namespace readyroom::monitor {

using namespace Qt::StringLiterals;

namespace {

series::Labels labelsOf(const fleet::Service &service, const QString &instance)
{
    return series::Labels::fromUnsorted({
        {"job", service.selector.value(u"job"_s, service.name).toUtf8()},
        {"instance", instance.toUtf8()},
        {"service", service.name.toUtf8()},
        {"environment", service.environment.toUtf8()},
    });
}

} // namespace

QUrl endpointUrl(const QUrl &base, const QString &path)
{
    QString prefix = base.path(QUrl::FullyEncoded);
    while (prefix.endsWith(u'/')) {
        prefix.chop(1);
    }
    const qsizetype query = path.indexOf(u'?');
    QUrl url = base;
    url.setPath(prefix + path.left(query), QUrl::TolerantMode);
    url.setQuery(query < 0 ? QString() : path.mid(query + 1), QUrl::TolerantMode);
    url.setFragment({});
    return url;
}

std::vector<Target> targetsOf(const fleet::Fleet &fleet)
{
    std::vector<Target> targets;
    for (std::size_t index = 0; index < fleet.services.size(); ++index) {
        const fleet::Service &service = fleet.services[index];
        for (const QUrl &base : service.instances) {
            const QString instance = fleet::instanceLabel(base);
            const series::Labels labels = labelsOf(service, instance);
            for (const fleet::Endpoint &endpoint : service.endpoints) {
                targets.push_back({
                    .id = {service.environment, service.name, instance, endpoint.kind, endpoint.path},
                    .endpoint = endpoint,
                    .service = index,
                    .url = endpointUrl(base, endpoint.path),
                    .hostPort = instance,
                    .labels = labels,
                });
            }
        }
    }
    return targets;
}

std::size_t TargetIndex::Hash::operator()(const fleet::EndpointId &id) const
{
    return qHashMulti(0, id.instance, id.service, id.environment, id.path, static_cast<int>(id.kind));
}

TargetIndex::TargetIndex(const std::vector<Target> &targets)
{
    m_byId.reserve(targets.size());
    for (std::size_t i = 0; i < targets.size(); ++i) {
        m_byId.try_emplace(targets[i].id, i);
    }
}

std::optional<std::size_t> TargetIndex::find(const fleet::EndpointId &id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? std::nullopt : std::optional(found->second);
}

} // namespace readyroom::monitor
