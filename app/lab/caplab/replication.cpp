// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/caplab/replication.h"

#include <algorithm>

namespace readyroom::lab {

Replication::Replication(Time now)
    : m_asOf(now)
{
}

void Replication::merge(Values &values, const std::string &key, const Versioned &fresh)
{
    Versioned &known = values[key];
    if (fresh.version > known.version) {
        known = fresh;
    }
}

Versioned Replication::read(const Values &values, const std::string &key)
{
    const auto known = values.find(key);
    return known == values.end() ? Versioned{} : known->second;
}

std::optional<Versioned> Replication::stamp(const std::string &key, std::string value)
{
    const bool fresh = !m_primary.contains(key) && !m_follower.contains(key);
    if (fresh && std::max(m_primary.size(), m_follower.size()) >= keyLimit) {
        return std::nullopt;
    }
    return Versioned{std::move(value), ++m_version};
}

std::optional<std::uint64_t> Replication::writePrimary(const std::string &key, std::string value)
{
    const std::lock_guard lock(m_mutex);
    const auto write = stamp(key, std::move(value));
    if (!write) {
        return std::nullopt;
    }
    merge(m_primary, key, *write);
    m_changed.insert(key);
    return write->version;
}

std::optional<std::uint64_t> Replication::writeBoth(const std::string &key, std::string value)
{
    const std::lock_guard lock(m_mutex);
    const auto write = stamp(key, std::move(value));
    if (!write) {
        return std::nullopt;
    }
    merge(m_primary, key, *write);
    merge(m_follower, key, *write);
    m_changed.erase(key);
    return write->version;
}

std::optional<std::uint64_t> Replication::writeFollower(const std::string &key, std::string value)
{
    const std::lock_guard lock(m_mutex);
    const auto write = stamp(key, std::move(value));
    if (!write) {
        return std::nullopt;
    }
    merge(m_follower, key, *write);
    m_hints.insert(key);
    return write->version;
}

Versioned Replication::readPrimary(const std::string &key) const
{
    const std::lock_guard lock(m_mutex);
    return read(m_primary, key);
}

Versioned Replication::readFollower(const std::string &key) const
{
    const std::lock_guard lock(m_mutex);
    return read(m_follower, key);
}

Replication::Shipment Replication::take(Time now)
{
    const std::lock_guard lock(m_mutex);
    Shipment shipment{now, {}};
    for (const std::string &key : m_changed) {
        shipment.changes.emplace_back(key, m_primary.at(key));
    }
    m_changed.clear();
    return shipment;
}

void Replication::deliver(Shipment shipment)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[key, write] : shipment.changes) {
        merge(m_follower, key, write);
    }
    m_asOf = std::max(m_asOf, shipment.asOf);
}

void Replication::lost(const Shipment &shipment)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[key, write] : shipment.changes) {
        m_changed.insert(key);
    }
}

std::size_t Replication::handBack()
{
    const std::lock_guard lock(m_mutex);
    for (const std::string &key : m_hints) {
        merge(m_primary, key, m_follower.at(key));
    }
    const std::size_t count = m_hints.size();
    m_hints.clear();
    return count;
}

double Replication::stalenessSeconds(Time now) const
{
    const std::lock_guard lock(m_mutex);
    return std::chrono::duration<double>(now - m_asOf).count();
}

std::size_t Replication::behind() const
{
    const std::lock_guard lock(m_mutex);
    return m_changed.size();
}

std::size_t Replication::hints() const
{
    const std::lock_guard lock(m_mutex);
    return m_hints.size();
}

} // namespace readyroom::lab
