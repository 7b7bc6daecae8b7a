// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/selfmetrics.h"

namespace readyroom::monitor {

SelfMetrics::SelfMetrics(series::Store &store)
    : m_store(store)
{
}

void SelfMetrics::set(const QByteArray &name, double value, Timestamp at)
{
    std::optional<series::Store::Ref> &ref = m_refs[name];
    if (!ref || !m_store.isLive(*ref)) {
        ref = m_store.refFor({{"__name__", name}, {"instance", "self"}, {"job", "readyroom"}});
    }
    m_store.append(*ref, toMillis(at), value);
}

void SelfMetrics::setStore(const series::StoreStats &stats, Timestamp at)
{
    const auto number = [](auto value) { return static_cast<double>(value); };
    set("readyroom_series", number(stats.series), at);
    set("readyroom_samples", number(stats.samples), at);
    set("readyroom_memory_bytes", number(stats.bytes), at);
    set("readyroom_memory_budget_bytes", number(stats.budget), at);
    set("readyroom_samples_appended_total", number(stats.appended), at);
    set("readyroom_samples_out_of_order_total", number(stats.outOfOrder), at);
    set("readyroom_samples_duplicate_total", number(stats.duplicates), at);
    set("readyroom_samples_evicted_total", number(stats.evictedSamples), at);
    set("readyroom_series_evicted_total", number(stats.evictedSeries), at);
    if (stats.oldest) {
        set("readyroom_oldest_sample_timestamp_seconds", number(*stats.oldest) / 1000.0, at);
    }
}

} // namespace readyroom::monitor
