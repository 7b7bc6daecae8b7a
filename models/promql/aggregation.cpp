// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/aggregation.h"

#include "models/promql/accumulators.h"
#include "models/promql/chain.h"
#include "models/promql/grouping.h"
#include "models/promql/ranking.h"

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

using Series = std::vector<StepSeries>;

template<typename Accumulator>
Series accumulate(const Series &series, const std::vector<Group> &groups, std::size_t steps)
{
    Series out;
    out.reserve(groups.size());
    std::vector<Accumulator> cells;
    std::vector<char> present;
    for (const Group &group : groups) {
        cells.assign(steps, Accumulator());
        present.assign(steps, 0);
        for (const std::size_t member : group.members) {
            const Column &values = series[member].values;
            for (std::size_t i = 0; i < steps; ++i) {
                if (isPresent(values[i])) {
                    cells[i].add(values[i]);
                    present[i] = 1;
                }
            }
        }
        StepSeries result{group.labels, Column(steps, absentValue)};
        for (std::size_t i = 0; i < steps; ++i) {
            if (present[i] != 0) {
                result.values[i] = cells[i].result();
            }
        }
        out.push_back(std::move(result));
    }
    return out;
}

Series quantiles(const Series &series, const std::vector<Group> &groups, const Column &phi)
{
    Series out;
    std::vector<double> values;
    for (const Group &group : groups) {
        StepSeries result{group.labels, Column(phi.size(), absentValue)};
        for (std::size_t i = 0; i < phi.size(); ++i) {
            values.clear();
            for (const std::size_t member : group.members) {
                if (isPresent(series[member].values[i])) {
                    values.push_back(series[member].values[i]);
                }
            }
            if (!values.empty()) {
                result.values[i] = quantileOf(phi[i], values);
            }
        }
        out.push_back(std::move(result));
    }
    return out;
}

Series simple(AggregationOperator op, const Series &series, const std::vector<Group> &groups, std::size_t steps)
{
    switch (op) {
    case AggregationOperator::Sum:
        return accumulate<SumAccumulator>(series, groups, steps);
    case AggregationOperator::Avg:
        return accumulate<MeanAccumulator>(series, groups, steps);
    case AggregationOperator::Min:
        return accumulate<MinAccumulator>(series, groups, steps);
    case AggregationOperator::Max:
        return accumulate<MaxAccumulator>(series, groups, steps);
    case AggregationOperator::Count:
        return accumulate<CountAccumulator>(series, groups, steps);
    case AggregationOperator::Stddev:
        return accumulate<DeviationAccumulator>(series, groups, steps);
    case AggregationOperator::Stdvar:
        return accumulate<VarianceAccumulator>(series, groups, steps);
    default:
        return accumulate<PresenceAccumulator>(series, groups, steps);
    }
}

} // namespace

Result<StepValue> evaluateAggregation(Evaluator &evaluator, const Expr &expr, const Aggregation &aggregation,
                                      const Steps &steps)
{
    StepValue parameter;
    if (aggregation.parameter) {
        Result<StepValue> evaluated = evaluator.evaluate(*aggregation.parameter, steps);
        if (!evaluated) {
            return evaluated;
        }
        parameter = std::move(*evaluated);
    }
    Result<Series> input = evaluator.vector(*aggregation.expr, steps);
    if (!input) {
        return std::unexpected(std::move(input).error());
    }
    const std::vector<Group> groups = groupSeries(*input, aggregation.grouping, aggregation.without);
    if (Result<void> ok = evaluator.budget().work(input->size() * steps.count); !ok) {
        return std::unexpected(std::move(ok).error());
    }
    if (Result<void> ok = evaluator.budget().hold(groups.size() * steps.count); !ok) {
        return std::unexpected(std::move(ok).error());
    }
    const auto vector = [](Series series) { return StepValue{.type = ValueType::Vector, .series = std::move(series)}; };
    switch (aggregation.op) {
    case AggregationOperator::Quantile:
        warnOnQuantiles(evaluator, parameter.scalar);
        return vector(quantiles(*input, groups, parameter.scalar));
    case AggregationOperator::TopK:
    case AggregationOperator::BottomK:
        return mapped(rankElements(*aggregation.parameter, std::move(*input), groups, parameter.scalar,
                                   aggregation.op == AggregationOperator::TopK),
                      vector);
    case AggregationOperator::CountValues:
        if (parameter.string.isEmpty()) {
            return evaluationError(*aggregation.parameter, u"The label name of count_values must not be empty."_s);
        }
        return withUniqueLabels(expr, countValues(*input, groups, parameter.string, steps.count));
    default:
        return vector(simple(aggregation.op, *input, groups, steps.count));
    }
}

} // namespace readyroom::promql
