// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/value.h"
#include "models/series/store.h"

#include <vector>

namespace readyroom::monitor {

/// The series that one recording rule writes for one service. What the rule no longer yields ends with a stale marker,
/// as a scraped series does.
class RecordedSeries final {
public:
    /// Appends `samples` (all labels final) at `at`. Does nothing when something newer was written already.
    void write(series::Store &store, const promql::Vector &samples, Timestamp at);
    [[nodiscard]] bool empty() const { return m_refs.empty(); }

private:
    std::vector<series::Store::Ref> m_refs; ///< written last time, sorted
    Timestamp m_written{};
};

} // namespace readyroom::monitor
