// SPDX-License-Identifier: GPL-3.0-or-later
// The half of Store that answers questions.
#include "models/series/store.h"

#include <algorithm>

namespace readyroom::series {

Snapshot Store::snapshot(const std::vector<SelectRequest> &requests) const
{
    const LabelIndex::LabelsOfSlot labelsOfSlot = [this](Slot slot) { return std::span(m_labels[slot]); };
    Snapshot out;
    out.reserve(requests.size());
    for (const SelectRequest &request : requests) {
        Selection selection;
        for (const Slot slot : m_index.select(request.matchers, labelsOfSlot)) {
            const MemorySeries &series = m_series[slot];
            const auto first = std::ranges::lower_bound(series.chunks, request.from, {}, &Chunk::maxTime);
            const auto last = std::ranges::upper_bound(first, series.chunks.end(), request.to, {}, &Chunk::minTime);
            const bool inHead =
                series.hasSamples() && series.firstOpen().t <= request.to && series.newest().t >= request.from;
            if (first == last && !inHead) {
                continue;
            }
            selection.push_back({labelsOf(slot), std::vector<ChunkPtr>(first, last), {}});
            if (inHead) {
                std::vector<Sample> &head = selection.back().head;
                head.reserve(series.openCount());
                head.insert(head.end(), series.head.begin(), series.head.end());
                head.insert(head.end(), series.tailSamples().begin(), series.tailSamples().end());
            }
        }
        out.push_back(std::move(selection));
    }
    return out;
}

std::vector<QByteArray> Store::labelValues(QByteArrayView name, const std::vector<Matcher> &matchers) const
{
    std::vector<QByteArray> out;
    const std::optional<SymbolTable::Id> id = m_symbols.find(name);
    const LabelIndex::ValueSlots *const values = id ? m_index.values(*id) : nullptr;
    if (!values) {
        return out;
    }
    if (matchers.empty()) {
        for (const auto &[value, slots] : *values) {
            out.push_back(m_symbols.text(value));
        }
    } else {
        std::vector<SymbolTable::Id> found;
        const auto labelsOfSlot = [this](Slot slot) { return std::span(m_labels[slot]); };
        for (const Slot slot : m_index.select(matchers, labelsOfSlot)) {
            const std::vector<LabelPair> &labels = m_labels[slot];
            if (const auto it = std::ranges::find(labels, *id, &LabelPair::name); it != labels.end()) {
                found.push_back(it->value);
            }
        }
        std::ranges::sort(found);
        const auto repeated = std::ranges::unique(found);
        found.erase(repeated.begin(), repeated.end());
        std::ranges::transform(found, std::back_inserter(out), [this](SymbolTable::Id v) { return m_symbols.text(v); });
    }
    std::ranges::sort(out);
    return out;
}

std::vector<QByteArray> Store::labelNames() const
{
    std::vector<QByteArray> out;
    for (const auto &[name, values] : m_index.names()) {
        out.push_back(m_symbols.text(name));
    }
    std::ranges::sort(out);
    return out;
}

bool Store::hasMetric(QByteArrayView name) const
{
    const std::optional<SymbolTable::Id> label = m_symbols.find(metricNameLabel);
    const std::optional<SymbolTable::Id> value = m_symbols.find(name);
    return label && value && m_index.slots({*label, *value});
}

StoreStats Store::stats() const
{
    StoreStats out = m_stats;
    out.series = m_liveSeries;
    out.bytes = bytes();
    out.budget = m_options.memoryBudget;
    if (!m_units.empty()) {
        out.oldest = m_units.front().firstTime;
    }
    return out;
}

Cardinality Store::cardinality(std::size_t top) const
{
    Cardinality out;
    const std::optional<SymbolTable::Id> metricName = m_symbols.find(metricNameLabel);
    for (const auto &[name, values] : m_index.names()) {
        out.valuesByLabel.push_back({m_symbols.text(name), values.size()});
        if (metricName && name == *metricName) {
            for (const auto &[value, slots] : values) {
                out.seriesByMetric.push_back({m_symbols.text(value), slots.size()});
            }
        }
    }
    const auto keepTop = [top](std::vector<NamedCount> &counts) {
        std::ranges::sort(counts, [](const NamedCount &a, const NamedCount &b) {
            return a.count != b.count ? a.count > b.count : a.name < b.name;
        });
        counts.resize(std::min(counts.size(), top));
    };
    keepTop(out.seriesByMetric);
    keepTop(out.valuesByLabel);
    return out;
}

} // namespace readyroom::series
