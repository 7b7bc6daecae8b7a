// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/evaluation.h"

#include "models/series/matcher.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace readyroom::rules {

using namespace Qt::StringLiterals;

Result<promql::Vector> asVector(const promql::Value &value)
{
    if (const auto *vector = std::get_if<promql::Vector>(&value)) {
        return *vector;
    }
    if (const auto *scalar = std::get_if<promql::Scalar>(&value)) {
        return promql::Vector{{series::Labels{}, scalar->t, scalar->v}};
    }
    return failure(Error::Kind::Config, u"The result of a rule must be a vector or a scalar."_s);
}

Result<promql::Vector> recorded(const RecordingRule &rule, const promql::Vector &result)
{
    promql::Vector samples;
    samples.reserve(result.size());
    std::unordered_set<series::Labels> seen;
    for (const promql::VectorSample &element : result) {
        promql::VectorSample sample = element;
        sample.labels.set(series::metricNameLabel.toByteArray(), rule.record);
        for (const series::Label &label : rule.labels) {
            sample.labels.set(label.name, label.value);
        }
        if (!seen.insert(sample.labels).second) {
            return failure(Error::Kind::Config,
                           u"Rule %1 yields two values for the series %2."_s.arg(
                               QString::fromUtf8(rule.record), QString::fromUtf8(sample.labels.toText())));
        }
        samples.push_back(std::move(sample));
    }
    return samples;
}

bool isInstantaneous(const promql::Expr &expr)
{
    if (expr.as<promql::MatrixSelector>() || expr.as<promql::Subquery>()) {
        return false;
    }
    if (const auto *selector = expr.as<promql::VectorSelector>()) {
        return selector->offset == Duration{0} && !selector->at;
    }
    return std::ranges::all_of(expr.children(), [](const promql::ExprPtr &child) { return isInstantaneous(*child); });
}

promql::ExprPtr restrictedTo(const promql::ExprPtr &expr, const ServiceKey &service)
{
    return promql::withMatchers(expr,
                                {series::Matcher::equal(QByteArrayLiteral("environment"), service.environment),
                                 series::Matcher::equal(QByteArrayLiteral("service"), service.service)});
}

} // namespace readyroom::rules
