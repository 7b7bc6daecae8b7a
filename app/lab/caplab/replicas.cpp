// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/caplab/replicas.h"

namespace readyroom::lab {

namespace {

std::optional<Replicas::Value> found(const std::map<std::string, Replicas::Value> &values, const std::string &key)
{
    const auto at = values.find(key);
    return at == values.end() ? std::nullopt : std::optional(at->second);
}

} // namespace

Replicas::Replicas(std::chrono::milliseconds lag)
    : m_lag(lag)
{
}

Replicas::Version Replicas::write(const std::string &key, std::string text, Time now)
{
    const std::lock_guard lock(m_mutex);
    const Value value{std::move(text), ++m_version};
    m_primary[key] = value;
    m_log.push_back({key, value, now});
    return m_version;
}

std::optional<Replicas::Value> Replicas::readPrimary(const std::string &key) const
{
    const std::lock_guard lock(m_mutex);
    return found(m_primary, key);
}

std::optional<Replicas::Value> Replicas::readReplica(const std::string &key, Time now)
{
    const std::lock_guard lock(m_mutex);
    replicate(now);
    return found(m_replica, key);
}

Replicas::Version Replicas::replicaVersion(Time now)
{
    const std::lock_guard lock(m_mutex);
    replicate(now);
    return m_replicaVersion;
}

std::chrono::milliseconds Replicas::staleness(Time now)
{
    const std::lock_guard lock(m_mutex);
    replicate(now);
    if (m_log.empty() || !m_partitioned) {
        return std::chrono::milliseconds{0};
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - m_log.front().at);
}

void Replicas::setPartitioned(bool partitioned, Time now)
{
    const std::lock_guard lock(m_mutex);
    replicate(now);
    m_partitioned = partitioned;
}

bool Replicas::isPartitioned() const
{
    const std::lock_guard lock(m_mutex);
    return m_partitioned;
}

void Replicas::replicate(Time now)
{
    while (!m_partitioned && !m_log.empty() && m_log.front().at + m_lag <= now) {
        m_replica[m_log.front().key] = m_log.front().value;
        m_replicaVersion = m_log.front().value.version;
        m_log.pop_front();
    }
}

} // namespace readyroom::lab
