// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/accumulators.h"
#include "models/promql/functions.h"

namespace readyroom::promql {

namespace {

template<typename Accumulator> std::optional<double> over(const Window &w)
{
    Accumulator all;
    for (const series::Sample &s : w.samples) {
        all.add(s.v);
    }
    return all.result();
}

std::optional<double> last(const Window &w)
{
    return w.samples.back().v;
}

std::optional<double> first(const Window &w)
{
    return w.samples.front().v;
}

std::optional<double> quantile(const Window &w)
{
    std::vector<double> values;
    values.reserve(w.samples.size());
    for (const series::Sample &s : w.samples) {
        values.push_back(s.v);
    }
    return quantileOf(w.parameters[0], values);
}

Function overTime(QByteArrayView name, WindowFunction implementation, bool keepsName = false)
{
    return {.name = name,
            .arguments = {ValueType::Matrix},
            .required = 1,
            .implementation = implementation,
            .keepsName = keepsName};
}

} // namespace

std::vector<Function> overTimeFunctions()
{
    return {overTime("avg_over_time", over<MeanAccumulator>),
            overTime("min_over_time", over<MinAccumulator>),
            overTime("max_over_time", over<MaxAccumulator>),
            overTime("sum_over_time", over<SumAccumulator>),
            overTime("count_over_time", over<CountAccumulator>),
            overTime("present_over_time", over<PresenceAccumulator>),
            overTime("stddev_over_time", over<DeviationAccumulator>),
            overTime("stdvar_over_time", over<VarianceAccumulator>),
            overTime("last_over_time", last, true),
            overTime("first_over_time", first, true),
            {.name = "quantile_over_time",
             .arguments = {ValueType::Scalar, ValueType::Matrix},
             .required = 2,
             .implementation = WindowFunction(quantile),
             .takesQuantile = true}};
}

} // namespace readyroom::promql
