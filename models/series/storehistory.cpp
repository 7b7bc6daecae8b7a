// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Store that works with an archive: what is newest goes out, what is old comes in.
#include "models/series/plainchunk.h"
#include "models/series/store.h"

#include <algorithm>
#include <span>
#include <utility>

namespace readyroom::series {

std::vector<NewestSample> Store::newestSince(const std::vector<Matcher> &matchers, std::int64_t from) const
{
    std::vector<NewestSample> out;
    for (const Slot slot : m_index.select(matchers, [this](Slot s) { return std::span(m_labels[s]); })) {
        const MemorySeries &series = m_series[slot];
        if (series.live && series.hasSamples() && series.newest().t >= from) {
            out.push_back({(Ref{series.generation} << 32) | slot, series.newest()});
        }
    }
    return out;
}

void Store::prepend(const Labels &labels, std::span<const Sample> samples)
{
    if (samples.empty()) {
        return;
    }
    const Slot slot = slotOf(refFor(labels));
    MemorySeries &series = m_series[slot];
    if (!series.live) {
        return;
    }
    if (series.hasSamples()) {
        const std::int64_t oldest = series.chunks.empty() ? series.firstOpen().t : series.chunks.front()->minTime();
        samples = samples.first(
            static_cast<std::size_t>(std::ranges::lower_bound(samples, oldest, {}, &Sample::t) - samples.begin()));
    } else {
        // The newest goes the usual way, so that later ones are compared with it.
        const Sample newest = samples.back();
        samples = samples.first(samples.size() - 1);
        pushUnit({newest.t, slot});
        series.tail[series.tailSize++] = newest;
        ++m_stats.samples;
    }
    m_seriesBytes -= series.chunkListBytes();
    std::vector<ChunkPtr> chunks;
    chunks.reserve(samples.size() / m_options.samplesPerChunk + 1 + series.chunks.size());
    while (!samples.empty()) {
        const std::span<const Sample> part = samples.first(std::min(samples.size(), m_options.samplesPerChunk));
        samples = samples.subspan(part.size());
        chunks.push_back(std::make_shared<const PlainChunk>(std::vector<Sample>(part.begin(), part.end())));
        pushUnit({part.front().t, slot});
        m_seriesBytes += chunks.back()->bytes();
        m_stats.samples += part.size();
        ++m_stats.chunks;
    }
    std::ranges::move(series.chunks, std::back_inserter(chunks));
    series.chunks = std::move(chunks);
    m_seriesBytes += series.chunkListBytes();
    if (bytes() > m_options.memoryBudget) {
        keepBudget(slot);
    }
}

} // namespace readyroom::series
