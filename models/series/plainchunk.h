// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/chunk.h"

namespace readyroom::series {

/// Sixteen bytes a sample, as they came.
class PlainChunk final : public Chunk {
public:
    /// `samples` are ordered by time and not empty (asserted).
    explicit PlainChunk(std::vector<Sample> samples);

    [[nodiscard]] std::int64_t minTime() const override { return m_samples.front().t; }
    [[nodiscard]] std::int64_t maxTime() const override { return m_samples.back().t; }
    [[nodiscard]] std::size_t count() const override { return m_samples.size(); }
    [[nodiscard]] std::size_t bytes() const override;
    void read(std::int64_t from, std::int64_t to, std::vector<Sample> &out) const override;

private:
    std::vector<Sample> m_samples;
};

} // namespace readyroom::series
