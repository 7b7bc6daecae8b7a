// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/sample.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace readyroom::series {

/// An immutable run of samples of one series, ordered by time. Safe to read from any thread.
class Chunk {
public:
    virtual ~Chunk() = default;
    [[nodiscard]] virtual std::int64_t minTime() const = 0; ///< ms, inclusive
    [[nodiscard]] virtual std::int64_t maxTime() const = 0; ///< ms, inclusive
    [[nodiscard]] virtual std::size_t count() const = 0;
    [[nodiscard]] virtual std::size_t bytes() const = 0; ///< what it costs the memory budget
    /// Appends every sample with from <= t <= to to `out`, in order.
    virtual void read(std::int64_t from, std::int64_t to, std::vector<Sample> &out) const = 0;
};

using ChunkPtr = std::shared_ptr<const Chunk>;

} // namespace readyroom::series
