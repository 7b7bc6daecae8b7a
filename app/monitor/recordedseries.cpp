// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/recordedseries.h"

#include <algorithm>
#include <iterator>

namespace readyroom::monitor {

void RecordedSeries::write(series::Store &store, const promql::Vector &samples, Timestamp at)
{
    if (at < m_written) {
        return;
    }
    m_written = at;
    std::vector<series::Store::Ref> written;
    written.reserve(samples.size());
    for (const promql::VectorSample &sample : samples) {
        const series::Store::Ref ref = store.refFor(sample.labels);
        store.append(ref, toMillis(at), sample.v);
        written.push_back(ref);
    }
    std::ranges::sort(written);
    std::vector<series::Store::Ref> vanished;
    std::ranges::set_difference(m_refs, written, std::back_inserter(vanished));
    for (const series::Store::Ref ref : vanished) {
        store.append(ref, toMillis(at), series::staleNaN());
    }
    m_refs = std::move(written);
}

} // namespace readyroom::monitor
