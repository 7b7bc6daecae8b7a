// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/loader.h"

namespace readyroom::lab {

Loader::Loader(Cache &cache, Load load)
    : m_cache(cache)
    , m_load(std::move(load))
{
}

Loader::Outcome Loader::load(const std::string &key, std::uint64_t generation)
{
    ++m_loads;
    // Asked for before the origin is: data that change meanwhile are of a later version.
    const DataVersion version = m_cache.version();
    auto fresh = m_load(key);
    if (!fresh) {
        return {nullptr, fresh.error()};
    }
    Outcome outcome{std::make_shared<const std::string>(fresh->value), 200};
    // Under the lock, so that an invalidation comes wholly before (nothing is stored) or wholly after (it finds it).
    const std::lock_guard lock(m_mutex);
    if (generation == m_generation) {
        m_cache.put(key, std::move(fresh->value), std::move(fresh->tags), {},
                    {.dependsOn = std::move(fresh->dependsOn), .version = version});
    }
    return outcome;
}

Loader::Answer Loader::get(const std::string &key)
{
    if (auto value = m_cache.find(key)) {
        return {Way::Hit, std::move(value)};
    }
    std::promise<Outcome> promise;
    std::shared_future<Outcome> flight;
    std::uint64_t generation = 0;
    {
        const std::lock_guard lock(m_mutex);
        // A load may have landed since the miss.
        if (auto value = m_cache.peek(key)) {
            ++m_joined;
            return {Way::Joined, std::move(value)};
        }
        generation = m_generation;
        const auto [at, first] = m_flights.try_emplace(key);
        if (first) {
            at->second = {generation, promise.get_future().share()};
        } else {
            flight = at->second.landing;
        }
    }
    if (flight.valid()) {
        ++m_joined;
        const Outcome &outcome = flight.get();
        return {outcome.value ? Way::Joined : Way::Failed, outcome.value, outcome.status};
    }
    const Outcome outcome = load(key, generation);
    {
        // After disown() the key may belong to a younger flight.
        const std::lock_guard lock(m_mutex);
        if (const auto at = m_flights.find(key); at != m_flights.end() && at->second.generation == generation) {
            m_flights.erase(at);
        }
    }
    promise.set_value(outcome);
    return {outcome.value ? Way::Loaded : Way::Failed, outcome.value, outcome.status};
}

bool Loader::warm(const std::string &key, std::chrono::milliseconds age)
{
    ++m_loads;
    auto fresh = m_load(key);
    return fresh
        && m_cache.put(key, std::move(fresh->value), std::move(fresh->tags), age,
                       {.dependsOn = std::move(fresh->dependsOn)});
}

void Loader::disown()
{
    const std::lock_guard lock(m_mutex);
    ++m_generation;
    m_flights.clear();
}

} // namespace readyroom::lab
