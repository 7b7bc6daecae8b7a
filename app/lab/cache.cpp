// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/cache.h"

#include <utility>

namespace readyroom::lab {

namespace {

/// List node, two map nodes and the shared value: what the heap really holds for an entry besides its texts.
constexpr std::size_t entryOverhead = 320;
/// A node of the tag index, besides its text.
constexpr std::size_t tagOverhead = 96;
/// An edge of the dependency graph: a node on either side, and the text at the entry.
constexpr std::size_t edgeOverhead = 192;

std::chrono::milliseconds milliseconds(std::chrono::steady_clock::duration span)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(span);
}

} // namespace

Cache::Cache(CacheOptions options, std::function<Clock::time_point()> now)
    : m_options(options)
    , m_now(std::move(now))
{
}

std::size_t Cache::cost(std::string_view key, std::string_view value, const std::vector<std::string> &tags,
                        const std::vector<std::string> &dependsOn)
{
    std::size_t bytes = entryOverhead + 2 * key.size() + value.size();
    for (const auto &tag : tags) {
        bytes += tagOverhead + tag.size() + key.size();
    }
    for (const auto &name : dependsOn) {
        bytes += edgeOverhead + 2 * name.size() + key.size();
    }
    return bytes;
}

bool Cache::isExpired(const Entry &entry, Clock::time_point now) const
{
    return now - entry.loaded >= m_options.ttl;
}

void Cache::remove(Place place)
{
    m_stats.bytes -= place->bytes;
    for (const auto &tag : place->tags) {
        const auto keys = m_keysByTag.find(tag);
        if (keys != m_keysByTag.end() && keys->second.erase(place->key) > 0 && keys->second.empty()) {
            m_keysByTag.erase(keys);
        }
    }
    m_graph.leave(place->key);
    m_places.erase(place->key);
    m_order.erase(place);
}

void Cache::evictTo(std::size_t bytes)
{
    while (m_stats.bytes > bytes && !m_order.empty()) {
        remove(std::prev(m_order.end()));
        ++m_stats.evictions;
    }
}

Cache::Value Cache::find(const std::string &key)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_places.find(key);
    if (known == m_places.end()) {
        ++m_stats.misses;
        return nullptr;
    }
    if (isExpired(*known->second, m_now())) {
        remove(known->second);
        ++m_stats.expired;
        ++m_stats.misses;
        return nullptr;
    }
    ++m_stats.hits;
    ++known->second->hits;
    m_order.splice(m_order.begin(), m_order, known->second);
    return known->second->value;
}

Cache::Value Cache::peek(const std::string &key) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_places.find(key);
    return known == m_places.end() || isExpired(*known->second, m_now()) ? nullptr : known->second->value;
}

bool Cache::put(const std::string &key, std::string value, std::vector<std::string> tags, std::chrono::milliseconds age,
                CacheProvenance provenance)
{
    const std::size_t bytes = cost(key, value, tags, provenance.dependsOn);
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_places.find(key); known != m_places.end()) {
        remove(known->second);
    }
    if (bytes > m_options.byteLimit) {
        ++m_stats.rejected;
        return false;
    }
    evictTo(m_options.byteLimit - bytes);
    m_graph.put(key, provenance.dependsOn);
    m_order.push_front({.key = key,
                        .value = std::make_shared<const std::string>(std::move(value)),
                        .tags = std::move(tags),
                        .dependsOn = std::move(provenance.dependsOn),
                        .loaded = m_now() - age,
                        .bytes = bytes,
                        .version = provenance.version.value_or(m_version)});
    m_places[key] = m_order.begin();
    for (const auto &tag : m_order.front().tags) {
        m_keysByTag[tag].insert(key);
    }
    m_stats.bytes += bytes;
    return true;
}

std::size_t Cache::invalidateKeys(const std::vector<std::string> &keys)
{
    std::size_t gone = 0;
    for (const auto &key : keys) {
        if (const auto known = m_places.find(key); known != m_places.end()) {
            remove(known->second);
            ++gone;
        }
    }
    m_stats.invalidated += gone;
    return gone;
}

std::size_t Cache::invalidateKey(const std::string &key)
{
    const std::lock_guard lock(m_mutex);
    return invalidateKeys({key});
}

std::size_t Cache::invalidateTag(const std::string &tag)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_keysByTag.find(tag);
    return found == m_keysByTag.end() ? 0 : invalidateKeys({found->second.begin(), found->second.end()});
}

std::size_t Cache::invalidateDependents(const std::string &name)
{
    const std::lock_guard lock(m_mutex);
    return invalidateKeys(m_graph.closure(name));
}

CacheEntryView Cache::view(const Entry &entry, Clock::time_point now)
{
    return {.key = entry.key,
            .tags = entry.tags,
            .dependsOn = entry.dependsOn,
            .age = milliseconds(now - entry.loaded),
            .bytes = entry.bytes,
            .hits = entry.hits,
            .version = entry.version};
}

std::size_t Cache::invalidateWhere(const Condition &condition)
{
    const std::lock_guard lock(m_mutex);
    const auto now = m_now();
    std::size_t gone = 0;
    for (auto at = m_order.begin(); at != m_order.end();) {
        const auto place = at++;
        if (condition(view(*place, now))) {
            remove(place);
            ++gone;
        }
    }
    m_stats.invalidated += gone;
    return gone;
}

std::size_t Cache::clear()
{
    return invalidateWhere([](const CacheEntryView &) { return true; });
}

std::size_t Cache::maintain(std::size_t targetBytes)
{
    const std::lock_guard lock(m_mutex);
    const auto now = m_now();
    const std::size_t before = m_order.size();
    for (auto at = m_order.begin(); at != m_order.end();) {
        const auto place = at++;
        if (isExpired(*place, now)) {
            remove(place);
            ++m_stats.expired;
        }
    }
    evictTo(targetBytes);
    return before - m_order.size();
}

DataVersion Cache::version() const
{
    const std::lock_guard lock(m_mutex);
    return m_version;
}

DataVersion Cache::raiseVersion()
{
    const std::lock_guard lock(m_mutex);
    return ++m_version;
}

void Cache::visit(const std::function<void(const CacheEntryView &)> &see) const
{
    const std::lock_guard lock(m_mutex);
    const auto now = m_now();
    for (const Entry &entry : m_order) {
        if (!isExpired(entry, now)) {
            see(view(entry, now));
        }
    }
}

std::map<std::string, std::size_t> Cache::dependencies() const
{
    const std::lock_guard lock(m_mutex);
    std::map<std::string, std::size_t> reached;
    for (const auto &name : m_graph.roots()) {
        reached[name] = m_graph.closure(name).size();
    }
    return reached;
}

std::vector<std::string> Cache::dependents(const std::string &name) const
{
    const std::lock_guard lock(m_mutex);
    return m_graph.closure(name);
}

CacheStats Cache::stats() const
{
    const std::lock_guard lock(m_mutex);
    CacheStats stats = m_stats;
    stats.entries = m_order.size();
    return stats;
}

} // namespace readyroom::lab
