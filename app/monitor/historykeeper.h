// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/serviceindex.h"
#include "app/monitor/timesource.h"
#include "models/series/archive.h"
#include "models/series/store.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace readyroom::monitor {

/// Lets what charts show survive a restart: gives an archive the newest sample of each signal (`service:*`) and of each
/// poll (`up`, `probe_*`), one in about 5 s, and puts back into the store what the archive kept of the fleet's
/// services.
///
/// Old samples are put in front of what the store holds already, so nothing waits for them.
class HistoryKeeper final {
public:
    /// `store` and `services` outlive this. Without an archive nothing happens.
    HistoryKeeper(series::Store &store, const ServiceIndex &services, std::shared_ptr<series::Archive> archive);

    /// Takes over what the archive has read so far, for about `patience`. False when there is no more.
    bool takeOld(const TimeSource &time, Duration patience);
    /// Hands over what became newer since the last time, unless that was less than 5 s ago.
    void keep(Timestamp now);
    /// Hands over what is newest, before the end.
    void keepLast(Timestamp now);

private:
    struct Known {
        std::shared_ptr<const series::Labels> labels;
        std::int64_t kept = 0; ///< ms, of the newest sample that was handed over
    };

    series::Store &m_store;
    const ServiceIndex &m_services;
    std::shared_ptr<series::Archive> m_archive;
    std::vector<series::Matcher> m_matchers;
    std::unordered_map<series::Store::Ref, Known> m_known;
    std::optional<Timestamp> m_last;
    bool m_more = true;
};

} // namespace readyroom::monitor
