// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/chunk.h"
#include "models/series/labelindex.h"
#include "models/series/sample.h"

#include <cstdint>
#include <vector>

namespace readyroom::series {

/// One series in the store: label ids, sealed chunks, open head.
struct MemorySeries {
    // What an append touches comes first, on one cache line.
    std::vector<Sample> head; ///< newer than every chunk
    std::int64_t lastTime = 0; ///< of the newest sample ever appended; valid when `hasSamples`
    double lastValue = 0.0;
    std::uint32_t generation = 0; ///< rises whenever the slot is freed, so that old refs miss
    bool live = false; ///< false: the slot is free, or dropped and waits to be taken out of the index
    bool hasSamples = false;

    std::vector<ChunkPtr> chunks; ///< ordered, not overlapping
    std::vector<LabelPair> labels; ///< in the order of Labels
    std::size_t hash = 0; ///< of the labels

    /// What the labels cost the memory budget, with a node of the store's hash and two allocations. The struct itself
    /// is counted by the store, because slots are used again but never given back.
    [[nodiscard]] std::size_t labelBytes() const { return 96 + labels.capacity() * sizeof(LabelPair); }
    [[nodiscard]] std::size_t headBytes() const { return head.capacity() * sizeof(Sample); }
    [[nodiscard]] std::size_t chunkListBytes() const { return chunks.capacity() * sizeof(ChunkPtr); }
};

} // namespace readyroom::series
