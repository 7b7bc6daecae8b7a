// SPDX-License-Identifier: GPL-3.0-or-later
// The half of Store that keeps the memory budget.
#include "models/series/store.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace readyroom::series {

std::size_t Store::bytes() const
{
    return m_seriesBytes + m_symbols.bytes() + m_index.bytes()
        + m_series.size() * (sizeof(MemorySeries) + sizeof(std::vector<LabelPair>)) + m_units.capacity() * sizeof(Unit)
        + (m_free.capacity() + m_dropped.capacity() + m_unused.capacity()) * sizeof(Slot);
}

std::size_t Store::labelBytes(Slot slot) const
{
    return 96 + m_labels[slot].capacity() * sizeof(LabelPair);
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
        if (series.hasSamples() || !series.live) {
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
        evicted = (series.openCount() + 1) / 2;
        m_seriesBytes -= series.headBytes();
        const std::size_t ofHead = std::min(evicted, series.head.size());
        std::vector<Sample>(series.head.begin() + static_cast<std::ptrdiff_t>(ofHead), series.head.end())
            .swap(series.head);
        m_seriesBytes += series.headBytes();
        const auto rest = std::shift_left(series.tail.begin(), series.tail.begin() + series.tailSize,
                                          static_cast<std::ptrdiff_t>(evicted - ofHead));
        series.tailSize = static_cast<std::uint8_t>(rest - series.tail.begin());
        if (series.hasSamples()) {
            pushUnit({series.firstOpen().t, slot});
        }
    }
    m_stats.evictedSamples += evicted;
    m_stats.samples -= evicted;
    if (series.chunks.empty() && !series.hasSamples()) {
        ++m_stats.evictedSeries;
        dropSeries(slot);
    }
}

void Store::dropSeries(Slot slot)
{
    MemorySeries &series = m_series[slot];
    series.live = false;
    m_droppedBytes += labelBytes(slot);
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
        pairs.insert(pairs.end(), m_labels[slot].begin(), m_labels[slot].end());
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
        for (const LabelPair &pair : m_labels[slot]) {
            m_symbols.release(pair.name);
            m_symbols.release(pair.value);
        }
        m_seriesBytes -= labelBytes(slot) + series.headBytes() + series.chunkListBytes();
        std::vector<LabelPair>().swap(m_labels[slot]);
        const std::uint32_t generation = series.generation + 1;
        series = MemorySeries();
        series.generation = generation;
        m_free.push_back(slot);
    }
    m_dropped.clear();
    m_droppedBytes = 0;
}

} // namespace readyroom::series
