// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/plainchunk.h"

#include <QtGlobal>

#include <algorithm>

namespace readyroom::series {

namespace {

/// Control block of the shared pointer and the bookkeeping of two allocations.
constexpr std::size_t overhead = 48;

} // namespace

PlainChunk::PlainChunk(std::vector<Sample> samples)
    : m_samples(std::move(samples))
{
    Q_ASSERT(!m_samples.empty());
    Q_ASSERT(std::ranges::is_sorted(m_samples, {}, &Sample::t));
}

std::size_t PlainChunk::bytes() const
{
    return sizeof(PlainChunk) + overhead + m_samples.capacity() * sizeof(Sample);
}

void PlainChunk::read(std::int64_t from, std::int64_t to, std::vector<Sample> &out) const
{
    const auto first = std::ranges::lower_bound(m_samples, from, {}, &Sample::t);
    const auto last = std::ranges::upper_bound(first, m_samples.end(), to, {}, &Sample::t);
    out.insert(out.end(), first, last);
}

} // namespace readyroom::series
