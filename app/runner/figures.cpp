// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/figures.h"

#include "models/promql/parser.h"
#include "models/rules/evaluation.h"

#include <cmath>
#include <numeric>

namespace readyroom::runner {

using namespace Qt::StringLiterals;

namespace {

promql::ExprPtr restricted(const promql::ExprPtr &expr, const Subject &subject)
{
    return subject ? rules::restrictedTo(expr, *subject) : expr;
}

} // namespace

Result<QString> narrowedTo(const QString &expr, const Subject &subject)
{
    const Result<promql::ExprPtr> parsed = promql::parse(expr);
    if (!parsed) {
        return std::unexpected(parsed.error());
    }
    return promql::toText(*restricted(*parsed, subject));
}

Result<QString> narrowedSelector(const QString &selector, const Subject &subject)
{
    const Result<promql::ExprPtr> parsed = promql::parse(selector);
    if (!parsed) {
        return std::unexpected(parsed.error());
    }
    const auto *const plain = (*parsed)->as<promql::VectorSelector>();
    if (plain == nullptr || plain->offset.count() != 0 || plain->at) {
        return failure(Error::Kind::Config,
                       u"\"%1\" is not a selector of series such as "
                       "http_request_duration_seconds_bucket{path=\"/\"}."_s.arg(selector));
    }
    return promql::toText(*restricted(*parsed, subject));
}

QString promqlDuration(Duration time)
{
    return QString::number(time.count()) + u"ms"_s;
}

promql::Vector vectorOf(const promql::QueryResult &answer)
{
    if (const auto *const vector = std::get_if<promql::Vector>(&answer.value)) {
        return *vector;
    }
    if (const auto *const scalar = std::get_if<promql::Scalar>(&answer.value)) {
        return {{.labels = {}, .t = scalar->t, .v = scalar->v}};
    }
    promql::Vector last;
    if (const auto *const matrix = std::get_if<promql::Matrix>(&answer.value)) {
        for (const promql::MatrixSeries &series : *matrix) {
            if (!series.samples.empty()) {
                last.push_back({.labels = series.labels, .t = series.samples.back().t, .v = series.samples.back().v});
            }
        }
    }
    return last;
}

std::vector<double> finiteValues(const promql::QueryResult &answer)
{
    std::vector<double> values;
    const auto take = [&values](double value) {
        if (std::isfinite(value)) {
            values.push_back(value);
        }
    };
    if (const auto *const matrix = std::get_if<promql::Matrix>(&answer.value)) {
        for (const promql::MatrixSeries &series : *matrix) {
            for (const series::Sample &sample : series.samples) {
                take(sample.v);
            }
        }
        return values;
    }
    for (const promql::VectorSample &sample : vectorOf(answer)) {
        take(sample.v);
    }
    return values;
}

QCoro::Task<Result<std::optional<double>>> totalOf(QuerySource &queries, QString expr, Subject subject, Timestamp at,
                                                   std::stop_token stop)
{
    const Result<QString> narrowed = narrowedTo(expr, subject);
    if (!narrowed) {
        co_return std::unexpected(narrowed.error());
    }
    const Result<promql::QueryResult> answer = co_await queries.instant(*narrowed, at, stop);
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    const std::vector<double> values = finiteValues({vectorOf(*answer), {}});
    if (values.empty()) {
        co_return std::nullopt;
    }
    co_return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace readyroom::runner
