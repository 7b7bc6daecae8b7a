// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/signalplan.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace readyroom::rules {

using namespace Qt::StringLiterals;

namespace {

/// Maps over series that Readyroom writes itself apply whatever the fleet file says of the service's own pages.
bool readsOwnSeries(const SignalMap &map)
{
    return map.detect == "up" || map.detect.startsWith("readyroom_");
}

} // namespace

SignalPlan::SignalPlan(std::vector<SignalMap> maps)
    : m_maps(std::move(maps))
{
    std::ranges::sort(m_maps, [](const SignalMap &a, const SignalMap &b) {
        return std::tie(a.order, a.name) < std::tie(b.order, b.name);
    });
    for (std::size_t i = 0; i < m_maps.size(); ++i) {
        m_rules.insert(m_rules.end(), m_maps[i].rules.begin(), m_maps[i].rules.end());
        m_mapOf.insert(m_mapOf.end(), m_maps[i].rules.size(), i);
    }
    m_users.assign(m_rules.size(), 0);
}

bool SignalPlan::detect(const ServiceKey &service, const QString &signalMap,
                        const std::function<bool(const QByteArray &metric)> &exposes)
{
    std::vector<bool> mapApplies(m_maps.size(), false);
    for (std::size_t i = 0; i < m_maps.size(); ++i) {
        const SignalMap &map = m_maps[i];
        const bool allowed = signalMap == "auto"_L1 || signalMap == map.name || readsOwnSeries(map);
        mapApplies[i] = allowed && exposes(map.detect);
    }
    std::map<std::pair<QByteArray, series::Labels>, std::size_t> takenBy;
    std::vector<bool> applies(m_rules.size(), false);
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        if (mapApplies[m_mapOf[i]]) {
            applies[i] =
                takenBy.try_emplace({m_rules[i].record, m_rules[i].labels}, m_mapOf[i]).first->second == m_mapOf[i];
        }
    }
    std::vector<bool> &known = m_applies[service];
    known.resize(m_rules.size(), false);
    if (known == applies) {
        return false;
    }
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        m_users[i] += applies[i] ? 1U : 0U;
        m_users[i] -= known[i] ? 1U : 0U;
    }
    known = std::move(applies);
    return true;
}

void SignalPlan::forget(const ServiceKey &service)
{
    const auto found = m_applies.find(service);
    if (found == m_applies.end()) {
        return;
    }
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        m_users[i] -= found->second[i] ? 1U : 0U;
    }
    m_applies.erase(found);
}

bool SignalPlan::applies(std::size_t rule, const ServiceKey &service) const
{
    const auto found = m_applies.find(service);
    return found != m_applies.end() && found->second.at(rule);
}

std::vector<std::size_t> SignalPlan::rulesOf(const ServiceKey &service) const
{
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        if (applies(i, service)) {
            result.push_back(i);
        }
    }
    return result;
}

promql::Vector SignalPlan::applicable(std::size_t rule, promql::Vector result) const
{
    std::erase_if(result, [this, rule](const promql::VectorSample &sample) {
        return !applies(rule, ServiceKey::of(sample.labels));
    });
    return result;
}

} // namespace readyroom::rules
