// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/labelindex.h"
#include "models/series/labels.h"
#include "models/series/memoryseries.h"
#include "models/series/selection.h"
#include "models/series/slottable.h"
#include "models/series/symboltable.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace readyroom::series {

struct StoreOptions {
    std::size_t memoryBudget = 512U * 1024 * 1024; ///< bytes; the store never holds more
    std::size_t samplesPerChunk = 120; ///< a head that holds this many is sealed before the next is appended
};

/// What the store holds and what it had to give up. Counters run since the store was made.
struct StoreStats {
    std::size_t series = 0;
    std::size_t samples = 0; ///< held now
    std::size_t chunks = 0; ///< sealed chunks held now
    std::size_t bytes = 0; ///< chunks, heads, labels and index; what snapshots still share is not counted
    std::size_t budget = 0; ///< bytes
    std::uint64_t appended = 0;
    std::uint64_t outOfOrder = 0; ///< refused: older than the newest sample of the series
    std::uint64_t duplicates = 0; ///< refused: the time of the newest sample, but another value
    std::uint64_t evictedSamples = 0; ///< given up, oldest first, to stay within the budget
    std::uint64_t evictedSeries = 0; ///< series that lost their last sample
    std::optional<std::int64_t> oldest = {}; ///< ms, of the oldest sample held; absent when empty

    bool operator==(const StoreStats &) const = default;
};

/// How many series share a metric name, or how many values a label has.
struct NamedCount {
    QByteArray name;
    std::size_t count = 0;
    bool operator==(const NamedCount &) const = default;
};

/// Where the series come from, most first; ties by name.
struct Cardinality {
    std::vector<NamedCount> seriesByMetric;
    std::vector<NamedCount> valuesByLabel;
};

/// The end of a series.
struct NewestSample {
    std::uint64_t ref = 0; ///< Store::Ref
    Sample sample;
};

/// All series in memory. Lives on one thread; only snapshots may cross to others.
///
/// Samples of a series are appended in order of time. Every `samplesPerChunk` of them become an immutable Chunk that
/// snapshots share; the open head is copied. Memory never exceeds the budget: the oldest samples go first, and a series
/// that has lost its last sample goes with them.
class Store {
public:
    /// Names a series until it is dropped for lack of memory; never used again for another one.
    using Ref = std::uint64_t;

    explicit Store(StoreOptions options = {});
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /// The series with exactly these labels, made when missing. Refs that were given out and never appended to may die
    /// when memory runs short.
    [[nodiscard]] Ref refFor(const Labels &labels);
    /// True until the series has been dropped.
    [[nodiscard]] bool isLive(Ref ref) const;
    /// Appends in order of time, as Prometheus' head does: a sample at the newest time with the same bits is accepted
    /// and changes nothing; with another value, or an older time, it is refused and counted. Also false when the series
    /// has been dropped: see isLive(), and ask refFor() again.
    bool append(Ref ref, std::int64_t ms, double value);
    /// Says that append() of this series is near, so that what it touches is in the processor's caches by then.
    void expect(Ref ref) const
    {
        if (const Slot slot = slotOf(ref); slot < m_series.size()) {
            const MemorySeries &series = m_series[slot];
            __builtin_prefetch(&series.tail, 1);
            __builtin_prefetch(&series.head, 1);
        }
    }
    /// The same once more, nearer: for the end of a head that the append will reach.
    void expectSoon(Ref ref) const
    {
        if (const Slot slot = slotOf(ref); slot < m_series.size()) {
            const MemorySeries &series = m_series[slot];
            if (series.tailSize == MemorySeries::tailCapacity) {
                __builtin_prefetch(series.head.data() + series.head.size(), 1);
            }
        }
    }
    /// For writers that keep no ref.
    bool append(const Labels &labels, std::int64_t ms, double value) { return append(refFor(labels), ms, value); }
    /// Time of the newest sample of the series, if any.
    [[nodiscard]] std::optional<std::int64_t> newest(Ref ref) const;
    /// Empty when the series has been dropped.
    [[nodiscard]] Labels labels(Ref ref) const;

    /// The newest sample of each series that satisfies every matcher and has one at or after `from` (ms).
    [[nodiscard]] std::vector<NewestSample> newestSince(const std::vector<Matcher> &matchers, std::int64_t from) const;
    /// Puts older samples (ordered by time) in front of what the series holds; makes the series when missing. Those
    /// that are not older than what it holds are left out. Not counted as appended.
    void prepend(const Labels &labels, std::span<const Sample> samples);

    /// One selection per request: series that satisfy all its matchers and have samples that may lie in its range, in
    /// no particular order. Cheap: chunks are shared, only heads are copied.
    [[nodiscard]] Snapshot snapshot(const std::vector<SelectRequest> &requests) const;
    /// The values of label `name`, sorted, among the series that satisfy every matcher.
    [[nodiscard]] std::vector<QByteArray> labelValues(QByteArrayView name,
                                                      const std::vector<Matcher> &matchers = {}) const;
    /// The label names in use, sorted.
    [[nodiscard]] std::vector<QByteArray> labelNames() const;
    [[nodiscard]] bool hasMetric(QByteArrayView name) const;

    [[nodiscard]] StoreStats stats() const;
    [[nodiscard]] Cardinality cardinality(std::size_t top = 10) const;

private:
    using Slot = LabelIndex::Slot;

    /// The oldest samples of a series that go together: its first chunk, or its head when it has none.
    struct Unit {
        std::int64_t firstTime = 0;
        Slot slot = 0;
    };

    [[nodiscard]] static Slot slotOf(Ref ref) { return static_cast<Slot>(ref); }
    [[nodiscard]] const MemorySeries *find(Ref ref) const;
    [[nodiscard]] std::optional<Slot> slotFor(const Labels &labels, std::size_t hash) const;
    [[nodiscard]] Slot makeSeries(const Labels &labels, std::size_t hash);
    [[nodiscard]] Labels labelsOf(Slot slot) const;
    /// What the labels of a series cost, with a node of m_byHash and two allocations.
    [[nodiscard]] std::size_t labelBytes(Slot slot) const;
    /// Moves the tail of a series to its head, or seals both as a chunk when they are long enough for one.
    void emptyTail(Slot slot);
    [[nodiscard]] std::size_t bytes() const;
    void pushUnit(Unit unit);
    /// Evicts until a little below the budget, so that the next sample does not evict again. `busy` is the slot that is
    /// being written to and may still be empty.
    void keepBudget(Slot busy);
    void dropUnused(Slot busy);
    void evictOldest();
    void dropSeries(Slot slot);
    void forgetDropped();

    StoreOptions m_options;
    SymbolTable m_symbols;
    LabelIndex m_index;
    SlotTable<MemorySeries> m_series; ///< by slot
    SlotTable<std::vector<LabelPair>> m_labels; ///< by slot, in the order of Labels
    std::vector<Slot> m_free;
    std::vector<Slot> m_dropped; ///< without samples, still in the index
    std::vector<Slot> m_unused; ///< made, and not appended to yet
    std::unordered_multimap<std::size_t, Slot> m_byHash;
    std::vector<Unit> m_units; ///< a heap, oldest on top; exactly one entry per chunk and per head that has samples
    std::size_t m_seriesBytes = 0; ///< labels, heads and chunks of all series
    std::size_t m_droppedBytes = 0; ///< what forgetDropped() will free, at least
    std::size_t m_liveSeries = 0;
    StoreStats m_stats;
};

} // namespace readyroom::series
