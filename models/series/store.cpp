// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/store.h"

#include "models/series/plainchunk.h"

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

namespace readyroom::series {

namespace {

constexpr std::size_t headGrowth = 8;

bool sameBits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

} // namespace

Store::Store(StoreOptions options)
    : m_options(options)
    , m_index(m_symbols)
{
    m_options.samplesPerChunk = std::max<std::size_t>(m_options.samplesPerChunk, 2);
}

const MemorySeries *Store::find(Ref ref) const
{
    const Slot slot = slotOf(ref);
    if (slot >= m_series.size()) {
        return nullptr;
    }
    const MemorySeries &series = m_series[slot];
    return series.generation == static_cast<std::uint32_t>(ref >> 32) && series.live ? &series : nullptr;
}

bool Store::isLive(Ref ref) const
{
    return find(ref) != nullptr;
}

std::optional<Store::Slot> Store::slotFor(const Labels &labels, std::size_t hash) const
{
    const auto [first, last] = m_byHash.equal_range(hash);
    for (auto it = first; it != last; ++it) {
        const MemorySeries &series = m_series[it->second];
        const bool same =
            series.live
            && std::ranges::equal(m_labels[it->second], labels, [&](const LabelPair &pair, const Label &label) {
                   return m_symbols.text(pair.name) == label.name && m_symbols.text(pair.value) == label.value;
               });
        if (same) {
            return it->second;
        }
    }
    return std::nullopt;
}

Store::Slot Store::makeSeries(const Labels &labels, std::size_t hash)
{
    Slot slot = 0;
    if (m_free.empty()) {
        slot = static_cast<Slot>(m_series.size());
        m_series.grow();
        m_labels.grow();
    } else {
        slot = m_free.back();
        m_free.pop_back();
    }
    MemorySeries &series = m_series[slot];
    series.live = true;
    series.hash = hash;
    std::vector<LabelPair> &pairs = m_labels[slot];
    pairs.reserve(labels.size());
    for (const Label &label : labels) {
        const SymbolTable::Id name = m_symbols.acquire(label.name);
        pairs.push_back({name, m_symbols.acquire(label.value)});
    }
    m_byHash.emplace(hash, slot);
    m_index.add(slot, pairs);
    m_seriesBytes += labelBytes(slot);
    ++m_liveSeries;
    m_unused.push_back(slot);
    return slot;
}

Store::Ref Store::refFor(const Labels &labels)
{
    Q_ASSERT(!labels.empty());
    const std::size_t hash = qHash(labels, 0);
    const std::optional<Slot> known = slotFor(labels, hash);
    const Slot slot = known ? *known : makeSeries(labels, hash);
    if (!known && bytes() > m_options.memoryBudget) {
        keepBudget(slot);
    }
    return (Ref{m_series[slot].generation} << 32) | slot;
}

bool Store::append(Ref ref, std::int64_t ms, double value)
{
    const Slot slot = slotOf(ref);
    if (!find(ref)) {
        return false;
    }
    MemorySeries &series = m_series[slot];
    bool grew = false;
    if (!series.hasSamples()) {
        pushUnit({ms, slot});
        grew = true;
    } else {
        const Sample &newest = series.newest();
        if (ms <= newest.t) {
            if (ms == newest.t && sameBits(value, newest.v)) {
                return true;
            }
            ++(ms == newest.t ? m_stats.duplicates : m_stats.outOfOrder);
            return false;
        }
        if (series.tailSize == MemorySeries::tailCapacity || series.openCount() >= m_options.samplesPerChunk) {
            emptyTail(slot);
            grew = true;
            if (series.head.empty()) {
                pushUnit({ms, slot});
            }
        }
    }
    series.tail[series.tailSize++] = {ms, value};
    ++m_stats.appended;
    ++m_stats.samples;
    if (grew && bytes() > m_options.memoryBudget) {
        keepBudget(slot);
        return isLive(ref);
    }
    return true;
}

void Store::emptyTail(Slot slot)
{
    MemorySeries &series = m_series[slot];
    const std::size_t count = series.openCount();
    m_seriesBytes -= series.headBytes() + series.chunkListBytes();
    if (series.head.capacity() < count) {
        // Grown by hand: the last step must end at exactly a full chunk, because that buffer becomes the chunk. Few
        // large steps, because fresh memory costs more than all else here.
        series.head.reserve(std::min(m_options.samplesPerChunk, std::max(count, series.head.capacity() * headGrowth)));
    }
    const std::span<const Sample> tail = series.tailSamples();
    series.head.insert(series.head.end(), tail.begin(), tail.end());
    series.tailSize = 0;
    if (count >= m_options.samplesPerChunk) {
        series.chunks.push_back(std::make_shared<const PlainChunk>(std::exchange(series.head, {})));
        m_seriesBytes += series.chunks.back()->bytes();
        ++m_stats.chunks;
    }
    m_seriesBytes += series.headBytes() + series.chunkListBytes();
}

std::optional<std::int64_t> Store::newest(Ref ref) const
{
    const MemorySeries *const series = find(ref);
    return series && series->hasSamples() ? std::optional(series->newest().t) : std::nullopt;
}

Labels Store::labels(Ref ref) const
{
    return find(ref) ? labelsOf(slotOf(ref)) : Labels();
}

Labels Store::labelsOf(Slot slot) const
{
    const std::vector<LabelPair> &pairs = m_labels[slot];
    std::vector<Label> out;
    out.reserve(pairs.size());
    for (const LabelPair &pair : pairs) {
        out.push_back({m_symbols.text(pair.name), m_symbols.text(pair.value)});
    }
    return Labels::fromSorted(std::move(out));
}

} // namespace readyroom::series
