// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/bagtrack/lookup.h"

#include "app/lab/pause.h"
#include "app/lab/randomness.h"

namespace readyroom::lab {

namespace {

using namespace std::chrono_literals;

constexpr double statementSeconds = 0.45;
constexpr double statementJitter = 0.05;
constexpr auto mappingCost = 200ms;
constexpr auto bulkCost = 150ms; ///< of a statement that reads many rows, besides the rows
constexpr auto bulkRowCost = 1ms;

} // namespace

Lookup::Lookup(Kind kind, Store &store, Randomness &random, std::stop_token stop)
    : m_kind(kind)
    , m_store(store)
    , m_random(random)
    , m_stop(std::move(stop))
    , m_cache({.byteLimit = 4U * 1024 * 1024, .ttl = kind.ttl})
    , m_loader(m_cache, [this](const std::string &key) { return load(key); })
{
}

Fresh Lookup::fresh(const std::string &key) const
{
    return {(m_store.database().bags().*m_kind.text)(key), {m_kind.name}};
}

FreshOrStatus Lookup::load(const std::string &key)
{
    const std::chrono::duration<double> cost(
        m_random.uniform(statementSeconds - statementJitter, statementSeconds + statementJitter));
    if (!m_store.run(std::chrono::duration_cast<std::chrono::nanoseconds>(cost))) {
        return std::unexpected(503);
    }
    Fresh found = fresh(key);
    if (found.value.empty()) {
        return std::unexpected(404);
    }
    pauseFor(mappingCost, m_stop);
    return found;
}

bool Lookup::warm(const std::vector<Warmth> &keys)
{
    if (!m_store.run(bulkCost + bulkRowCost * keys.size())) {
        return false;
    }
    for (const auto &[key, age] : keys) {
        Fresh found = fresh(key);
        m_cache.put(key, std::move(found.value), std::move(found.tags), age);
    }
    return true;
}

} // namespace readyroom::lab
