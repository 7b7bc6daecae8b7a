// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/caplab/sessions.h"

#include <algorithm>

namespace readyroom::lab {

Sessions::Sessions(std::size_t limit)
    : m_limit(limit)
{
}

void Sessions::wrote(const std::string &session, const std::string &key, std::uint64_t version)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_places.find(session);
    if (known != m_places.end()) {
        m_order.splice(m_order.begin(), m_order, known->second);
    } else {
        if (m_order.size() >= m_limit) {
            m_places.erase(m_order.back().id);
            m_order.pop_back();
        }
        m_order.push_front({session, {}});
        m_places[session] = m_order.begin();
    }
    std::uint64_t &youngest = m_order.front().versions[key];
    youngest = std::max(youngest, version);
}

std::uint64_t Sessions::needs(const std::string &session, const std::string &key)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_places.find(session);
    if (known == m_places.end()) {
        return 0;
    }
    m_order.splice(m_order.begin(), m_order, known->second);
    const auto version = known->second->versions.find(key);
    return version == known->second->versions.end() ? 0 : version->second;
}

std::size_t Sessions::count() const
{
    const std::lock_guard lock(m_mutex);
    return m_order.size();
}

} // namespace readyroom::lab
