// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/ranking.h"

#include "models/promql/number.h"

#include <algorithm>
#include <cmath>
#include <map>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

bool ranksBefore(double a, double b, bool descending)
{
    if (std::isnan(a) || std::isnan(b)) {
        return std::isnan(b) && !std::isnan(a);
    }
    return descending ? a > b : a < b;
}

Result<std::vector<StepSeries>> rankElements(const Expr &parameter, std::vector<StepSeries> series,
                                             const std::vector<Group> &groups, const Column &k, bool largest)
{
    for (const double v : k) {
        if (std::isnan(v)) {
            return evaluationError(parameter, u"The number of elements to keep is NaN."_s);
        }
        if (std::abs(v) >= 9.3e18) {
            return evaluationError(parameter,
                                   u"The number of elements to keep, %1, overflows an integer."_s.arg(
                                       QString::fromLatin1(formatFloat(v))));
        }
    }
    std::vector<StepSeries> out;
    std::vector<std::size_t> ranked;
    for (const Group &group : groups) {
        std::vector<std::size_t> kept;
        for (std::size_t i = 0; i < k.size(); ++i) {
            ranked.clear();
            std::ranges::copy_if(group.members, std::back_inserter(ranked),
                                 [&](std::size_t member) { return isPresent(series[member].values[i]); });
            std::ranges::sort(ranked, [&](std::size_t a, std::size_t b) {
                const double x = series[a].values[i];
                const double y = series[b].values[i];
                return ranksBefore(x, y, largest) || (!ranksBefore(y, x, largest) && a < b);
            });
            const auto count = k[i] < 1.0 ? std::size_t{0} : static_cast<std::size_t>(k[i]);
            for (std::size_t r = count; r < ranked.size(); ++r) {
                series[ranked[r]].values[i] = absentValue;
            }
            kept.insert(kept.end(), ranked.begin(),
                        ranked.begin() + static_cast<std::ptrdiff_t>(std::min(count, ranked.size())));
        }
        if (k.size() != 1) {
            kept = group.members;
        }
        for (const std::size_t member : kept) {
            if (hasValue(series[member].values)) {
                out.push_back(std::move(series[member]));
            }
        }
    }
    return out;
}

std::vector<StepSeries> countValues(const std::vector<StepSeries> &series, const std::vector<Group> &groups,
                                    const QByteArray &label, std::size_t steps)
{
    std::vector<StepSeries> out;
    for (const Group &group : groups) {
        std::map<QByteArray, Column> counts;
        for (const std::size_t member : group.members) {
            for (std::size_t i = 0; i < steps; ++i) {
                const double v = series[member].values[i];
                if (!isPresent(v)) {
                    continue;
                }
                Column &column = counts.try_emplace(formatFloat(v), steps, absentValue).first->second;
                column[i] = isPresent(column[i]) ? column[i] + 1.0 : 1.0;
            }
        }
        for (auto &[value, column] : counts) {
            series::Labels labels = group.labels;
            labels.set(label, value);
            out.push_back({std::move(labels), std::move(column)});
        }
    }
    return out;
}

} // namespace readyroom::promql
