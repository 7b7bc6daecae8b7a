// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"
#include "models/series/store.h"

#include <QByteArray>

#include <map>
#include <optional>

namespace readyroom::monitor {

/// Writes the engine's metrics about itself into its own store: job="readyroom", instance="self". Names begin with
/// `readyroom_`; counters run since the start.
class SelfMetrics final {
public:
    /// `store` outlives this.
    explicit SelfMetrics(series::Store &store);

    void set(const QByteArray &name, double value, Timestamp at);
    /// All that StoreStats tells.
    void setStore(const series::StoreStats &stats, Timestamp at);

private:
    series::Store &m_store;
    std::map<QByteArray, std::optional<series::Store::Ref>> m_refs; ///< by metric name
};

} // namespace readyroom::monitor
