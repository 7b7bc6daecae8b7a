// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/serviceindex.h"

#include <utility>

namespace readyroom::monitor {

ServiceIndex::ServiceIndex(const fleet::Fleet &fleet)
{
    m_keys.reserve(fleet.services.size());
    for (const fleet::Service &service : fleet.services) {
        m_byKey.try_emplace({service.environment.toUtf8(), service.name.toUtf8()}, m_keys.size());
        m_keys.push_back({service.environment.toUtf8(), service.name.toUtf8()});
    }
}

std::size_t ServiceIndex::find(const series::Labels &labels) const
{
    const auto found = m_byKey.find(rules::ServiceKey::of(labels));
    return found == m_byKey.end() ? size() : found->second;
}

std::unordered_map<std::size_t, promql::Vector> ServiceIndex::partition(promql::Vector elements) const
{
    std::unordered_map<std::size_t, promql::Vector> parts;
    for (promql::VectorSample &element : elements) {
        const std::size_t service = find(element.labels);
        parts[service].push_back(std::move(element));
    }
    return parts;
}

} // namespace readyroom::monitor
