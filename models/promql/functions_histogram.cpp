// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/evaluator.h"
#include "models/promql/functions.h"
#include "models/promql/grouping.h"
#include "models/promql/histogram.h"
#include "models/promql/number.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

const QByteArray boundLabel = QByteArrayLiteral("le");

struct BucketSeries {
    double upperBound;
    const StepSeries *series;
};

/// The members of a group that are buckets, ordered by bound; warns about the others.
std::vector<BucketSeries> bucketsOf(Evaluator &evaluator, const std::vector<StepSeries> &series, const Group &group)
{
    std::vector<BucketSeries> out;
    for (const std::size_t member : group.members) {
        const series::Labels &labels = series[member].labels;
        if (const std::optional<double> bound = parseFloat(labels.value(boundLabel)); bound && !std::isnan(*bound)) {
            out.push_back({*bound, &series[member]});
        } else {
            evaluator.warn(
                u"The bucket label \"le\" is missing or has the malformed value \"%1\" in a series of \"%2\"."_s.arg(
                    QString::fromUtf8(labels.value(boundLabel)), QString::fromUtf8(labels.metricName())));
        }
    }
    std::ranges::sort(out, {}, &BucketSeries::upperBound);
    return out;
}

Result<StepValue> histogramQuantile(Evaluator &evaluator, const Expr &expr, const Call &call, const Steps &steps)
{
    Result<Column> phi = evaluator.scalar(*call.arguments[0], steps);
    if (!phi) {
        return std::unexpected(std::move(phi).error());
    }
    warnOnQuantiles(evaluator, *phi);
    Result<std::vector<StepSeries>> series = evaluator.vector(*call.arguments[1], steps);
    if (!series) {
        return std::unexpected(std::move(series).error());
    }
    std::vector<StepSeries> out;
    std::vector<Bucket> present;
    for (const Group &group : groupSeries(*series, {boundLabel}, true)) {
        const std::vector<BucketSeries> buckets = bucketsOf(evaluator, *series, group);
        StepSeries result{group.labels, Column(steps.count, absentValue)};
        for (std::size_t i = 0; i < steps.count; ++i) {
            present.clear();
            for (const BucketSeries &b : buckets) {
                if (isPresent(b.series->values[i])) {
                    present.push_back({b.upperBound, b.series->values[i]});
                }
            }
            if (present.empty()) {
                continue;
            }
            const BucketQuantile quantile = bucketQuantile((*phi)[i], present);
            result.values[i] = quantile.value;
            if (quantile.forcedMonotonic) {
                evaluator.warn(
                    u"The buckets given to histogram_quantile had to be made monotonic, so that the result may be "
                    "imprecise."_s);
            }
        }
        if (Result<void> ok = evaluator.budget().work(group.members.size() * steps.count); !ok) {
            return std::unexpected(std::move(ok).error());
        }
        if (hasValue(result.values)) {
            out.push_back(std::move(result));
        }
    }
    return withUniqueLabels(expr, std::move(out));
}

} // namespace

std::vector<Function> histogramFunctions()
{
    return {{.name = "histogram_quantile",
             .arguments = {ValueType::Scalar, ValueType::Vector},
             .required = 2,
             .implementation = CallFunction(histogramQuantile)}};
}

} // namespace readyroom::promql
