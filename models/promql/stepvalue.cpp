// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/stepvalue.h"

#include <algorithm>
#include <unordered_map>

namespace readyroom::promql {

std::size_t StepValue::cells() const
{
    std::size_t cells = scalar.size();
    for (const StepSeries &s : series) {
        cells += s.values.size();
    }
    return cells;
}

bool hasValue(const Column &values)
{
    return std::ranges::any_of(values, isPresent);
}

bool uniteEqualLabels(std::vector<StepSeries> &series)
{
    std::unordered_map<series::Labels, std::size_t> seen;
    seen.reserve(series.size());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const auto [it, isNew] = seen.try_emplace(series[i].labels, kept);
        if (isNew) {
            if (kept != i) {
                series[kept] = std::move(series[i]);
            }
            ++kept;
            continue;
        }
        Column &into = series[it->second].values;
        for (std::size_t s = 0; s < into.size(); ++s) {
            if (!isPresent(series[i].values[s])) {
                continue;
            }
            if (isPresent(into[s])) {
                return false;
            }
            into[s] = series[i].values[s];
        }
    }
    series.resize(kept);
    return true;
}

bool dropMetricNames(std::vector<StepSeries> &series)
{
    // Series of one metric stay distinct without their name; only a mixture needs the costly look.
    bool mixed = false;
    for (std::size_t i = 1; i < series.size() && !mixed; ++i) {
        mixed = series[i].labels.metricName() != series[0].labels.metricName();
    }
    for (StepSeries &s : series) {
        s.labels.remove(series::metricNameLabel);
    }
    return !mixed || uniteEqualLabels(series);
}

} // namespace readyroom::promql
