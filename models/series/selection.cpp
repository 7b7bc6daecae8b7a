// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/selection.h"

#include <algorithm>

namespace readyroom::series {

void SelectedSeries::read(std::int64_t from, std::int64_t to, std::vector<Sample> &out) const
{
    for (const ChunkPtr &chunk : chunks) {
        if (chunk->maxTime() >= from && chunk->minTime() <= to) {
            chunk->read(from, to, out);
        }
    }
    const auto first = std::ranges::lower_bound(head, from, {}, &Sample::t);
    const auto last = std::ranges::upper_bound(head, to, {}, &Sample::t);
    out.insert(out.end(), first, last);
}

} // namespace readyroom::series
