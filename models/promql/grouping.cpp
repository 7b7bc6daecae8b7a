// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/grouping.h"

#include <unordered_map>

namespace readyroom::promql {

std::vector<Group> groupSeries(const std::vector<StepSeries> &series, const std::vector<QByteArray> &names,
                               bool without)
{
    std::vector<QByteArray> dropped = names;
    dropped.push_back(series::metricNameLabel.toByteArray());
    std::vector<Group> groups;
    std::unordered_map<series::Labels, std::size_t> index;
    for (std::size_t i = 0; i < series.size(); ++i) {
        series::Labels key = without ? series[i].labels.dropping(dropped) : series[i].labels.keeping(names);
        const auto [it, isNew] = index.try_emplace(std::move(key), groups.size());
        if (isNew) {
            groups.push_back({it->first, {}});
        }
        groups[it->second].members.push_back(i);
    }
    return groups;
}

} // namespace readyroom::promql
