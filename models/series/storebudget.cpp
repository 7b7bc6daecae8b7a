// SPDX-License-Identifier: GPL-3.0-or-later
// The half of Store that keeps the memory budget.
#include "models/series/store.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace readyroom::series {

std::size_t Store::bytes() const
{
    return m_seriesBytes + m_symbols.bytes() + m_index.bytes() + m_series.size() * sizeof(MemorySeries)
        + m_units.capacity() * sizeof(Unit)
        + (m_free.capacity() + m_dropped.capacity() + m_unused.capacity()) * sizeof(Slot);
}

void Store::pushUnit(Unit unit)
{
    m_units.push_back(unit);
    std::ranges::push_heap(m_units, std::greater<>(), &Unit::firstTime);
}

void Store::keepBudget(Slot busy)
{
    const std::size_t target = m_options.memoryBudget - m_options.memoryBudget / 64;
    dropUnused(busy);
    forgetDropped();
    while (bytes() > target && !m_units.empty()) {
        while (bytes() - m_droppedBytes > target && !m_units.empty()) {
            evictOldest();
        }
        forgetDropped();
        if (m_units.capacity() > 2 * m_units.size() + 64) {
            m_units.shrink_to_fit();
        }
    }
}

void Store::dropUnused(Slot busy)
{
    bool keepBusy = false;
    for (const Slot slot : std::exchange(m_unused, {})) {
        const MemorySeries &series = m_series[slot];
        if (series.hasSamples || !series.live) {
            continue;
        }
        if (slot == busy) {
            keepBusy = true;
        } else {
            dropSeries(slot);
        }
    }
    if (keepBusy) {
        m_unused.push_back(busy);
    }
}

void Store::evictOldest()
{
    std::ranges::pop_heap(m_units, std::greater<>(), &Unit::firstTime);
    const Slot slot = m_units.back().slot;
    m_units.pop_back();
    MemorySeries &series = m_series[slot];
    std::size_t evicted = 0;
    if (!series.chunks.empty()) {
        const ChunkPtr &chunk = series.chunks.front();
        evicted = chunk->count();
        m_seriesBytes -= chunk->bytes() + series.chunkListBytes();
        series.chunks.erase(series.chunks.begin());
        if (series.chunks.empty()) {
            series.chunks.shrink_to_fit();
        }
        m_seriesBytes += series.chunkListBytes();
        --m_stats.chunks;
    } else {
        // Half of it only: it may also hold the newest samples of a series that is alive.
        evicted = (series.head.size() + 1) / 2;
        m_seriesBytes -= series.headBytes();
        std::vector<Sample> rest(series.head.begin() + static_cast<std::ptrdiff_t>(evicted), series.head.end());
        series.head.swap(rest);
        m_seriesBytes += series.headBytes();
        if (!series.head.empty()) {
            pushUnit({series.head.front().t, slot});
        }
    }
    m_stats.evictedSamples += evicted;
    m_stats.samples -= evicted;
    if (series.chunks.empty() && series.head.empty()) {
        ++m_stats.evictedSeries;
        dropSeries(slot);
    }
}

void Store::dropSeries(Slot slot)
{
    MemorySeries &series = m_series[slot];
    series.live = false;
    m_droppedBytes += series.labelBytes();
    m_dropped.push_back(slot);
    --m_liveSeries;
}

void Store::forgetDropped()
{
    if (m_dropped.empty()) {
        return;
    }
    // In one sweep: taking series out one by one would cost a pass over the longest list for each of them.
    std::ranges::sort(m_dropped);
    std::vector<LabelPair> pairs;
    for (const Slot slot : m_dropped) {
        pairs.insert(pairs.end(), m_series[slot].labels.begin(), m_series[slot].labels.end());
    }
    const auto key = [](const LabelPair &pair) { return (std::uint64_t{pair.name} << 32) | pair.value; };
    std::ranges::sort(pairs, {}, key);
    const auto repeated = std::ranges::unique(pairs);
    pairs.erase(repeated.begin(), repeated.end());
    m_index.remove(m_dropped, pairs);

    for (const Slot slot : m_dropped) {
        MemorySeries &series = m_series[slot];
        const auto [first, last] = m_byHash.equal_range(series.hash);
        m_byHash.erase(std::find_if(first, last, [slot](const auto &entry) { return entry.second == slot; }));
        for (const LabelPair &pair : series.labels) {
            m_symbols.release(pair.name);
            m_symbols.release(pair.value);
        }
        m_seriesBytes -= series.labelBytes() + series.headBytes() + series.chunkListBytes();
        const std::uint32_t generation = series.generation + 1;
        series = MemorySeries();
        series.generation = generation;
        m_free.push_back(slot);
    }
    m_dropped.clear();
    m_droppedBytes = 0;
}

} // namespace readyroom::series
