// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/chunk.h"
#include "models/series/sample.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace readyroom::series {

/// The samples of one series in the store: sealed chunks, and the open head behind them.
///
/// The end of the head lies in the struct itself and is moved to `head` four samples at a time. Series of one page are
/// neighbours, so that appending a page runs through memory in one direction; one that went to the end of each head
/// would miss the processor's caches once a sample, which cost more than all the rest of a poll's ingestion.
struct alignas(64) MemorySeries {
    static constexpr std::size_t tailCapacity = 4;

    std::array<Sample, tailCapacity> tail; ///< newer than `head`; never empty once the series has been appended to
    std::vector<Sample> head; ///< newer than every chunk
    std::vector<ChunkPtr> chunks; ///< ordered, not overlapping
    std::size_t hash = 0; ///< of the labels
    std::uint32_t generation = 0; ///< rises whenever the slot is freed, so that old refs miss
    std::uint8_t tailSize = 0;
    bool live = false; ///< false: the slot is free, or dropped and waits to be taken out of the index

    [[nodiscard]] bool hasSamples() const { return tailSize > 0; }
    [[nodiscard]] const Sample &newest() const { return tail[tailSize - 1U]; } ///< of a series that has samples
    [[nodiscard]] std::size_t openCount() const { return head.size() + tailSize; }
    /// Of a series that has samples.
    [[nodiscard]] const Sample &firstOpen() const { return head.empty() ? tail.front() : head.front(); }
    [[nodiscard]] std::span<const Sample> tailSamples() const { return std::span(tail).first(tailSize); }

    /// What a head of some length costs the memory budget. The struct itself is counted by the store, because slots are
    /// used again but never given back.
    [[nodiscard]] std::size_t headBytes() const { return head.capacity() * sizeof(Sample); }
    [[nodiscard]] std::size_t chunkListBytes() const { return chunks.capacity() * sizeof(ChunkPtr); }
};

static_assert(sizeof(MemorySeries) == 128, "two cache lines, or appending gets slower");

} // namespace readyroom::series
