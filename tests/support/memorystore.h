// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/selection.h"

#include <algorithm>
#include <map>

namespace readyroom::test {

/// The smallest thing that can answer select requests: series in memory, looked through one by one.
class MemoryStore final {
public:
    /// Samples of one series must come in order of time.
    void append(const series::Labels &labels, std::int64_t t, double v) { m_series[labels].push_back({t, v}); }
    void clear() { m_series.clear(); }
    [[nodiscard]] std::size_t size() const { return m_series.size(); }

    [[nodiscard]] series::Snapshot snapshot(const std::vector<series::SelectRequest> &requests) const
    {
        series::Snapshot out;
        for (const series::SelectRequest &request : requests) {
            series::Selection selection;
            for (const auto &[labels, samples] : m_series) {
                const bool matches = std::ranges::all_of(
                    request.matchers, [&](const series::Matcher &m) { return m.matches(labels.value(m.name())); });
                if (matches) {
                    selection.push_back({labels, {}, samples});
                }
            }
            out.push_back(std::move(selection));
        }
        return out;
    }

private:
    std::map<series::Labels, std::vector<series::Sample>> m_series;
};

} // namespace readyroom::test
