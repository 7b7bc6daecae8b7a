// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/limit.h"

#include "models/promql/ast.h"

#include <algorithm>
#include <cmath>

namespace readyroom::rules {

namespace {

using promql::BinaryOperator;

std::optional<double> constantOf(const promql::Expr &expr)
{
    const promql::Expr &inner = promql::unwrapParens(expr);
    if (const auto *number = inner.as<promql::NumberLiteral>()) {
        return number->value;
    }
    if (const auto *unary = inner.as<promql::Unary>()) {
        const std::optional<double> operand = constantOf(*unary->operand);
        return operand && unary->negative ? std::optional(-*operand) : operand;
    }
    const auto *binary = inner.as<promql::Binary>();
    const std::optional<double> left = binary ? constantOf(*binary->lhs) : std::nullopt;
    const std::optional<double> right = left ? constantOf(*binary->rhs) : std::nullopt;
    if (!right) {
        return std::nullopt;
    }
    switch (binary->op) {
    case BinaryOperator::Add:
        return *left + *right;
    case BinaryOperator::Subtract:
        return *left - *right;
    case BinaryOperator::Multiply:
        return *left * *right;
    case BinaryOperator::Divide:
        return *left / *right;
    default:
        return std::nullopt;
    }
}

const promql::VectorSelector *signalOf(const promql::Expr &expr)
{
    const promql::Expr &inner = promql::unwrapParens(expr);
    if (const auto *aggregation = inner.as<promql::Aggregation>()) {
        using enum promql::AggregationOperator;
        const bool keepsUnit = aggregation->op == Min || aggregation->op == Max || aggregation->op == Avg;
        return keepsUnit ? signalOf(*aggregation->expr) : nullptr;
    }
    const auto *selector = inner.as<promql::VectorSelector>();
    return selector && selector->offset == Duration{0} && !selector->at ? selector : nullptr;
}

std::optional<Limit::Bad> sideOf(BinaryOperator op, bool numberFirst)
{
    const bool above = op == BinaryOperator::Greater || op == BinaryOperator::GreaterOrEqual;
    const bool below = op == BinaryOperator::Less || op == BinaryOperator::LessOrEqual;
    if (!above && !below) {
        return std::nullopt;
    }
    return above != numberFirst ? Limit::Bad::Above : Limit::Bad::Below;
}

std::optional<fleet::ServiceState> severityOf(const AlertingRule &rule)
{
    const QString severity = rule.labels.value(QStringLiteral("severity")).text();
    if (severity == QLatin1StringView("critical")) {
        return fleet::ServiceState::Critical;
    }
    return severity == QLatin1StringView("warning") ? std::optional(fleet::ServiceState::Warning) : std::nullopt;
}

std::optional<Limit> limitOf(const AlertingRule &rule)
{
    const auto *comparison = promql::unwrapParens(*rule.expr).as<promql::Binary>();
    const std::optional<fleet::ServiceState> severity = severityOf(rule);
    if (!comparison || !severity) {
        return std::nullopt;
    }
    const bool numberFirst = constantOf(*comparison->lhs).has_value();
    const std::optional<double> value = constantOf(numberFirst ? *comparison->lhs : *comparison->rhs);
    const promql::VectorSelector *signal = signalOf(numberFirst ? *comparison->rhs : *comparison->lhs);
    const std::optional<Limit::Bad> bad = sideOf(comparison->op, numberFirst);
    if (!value || !std::isfinite(*value) || !signal || !bad) {
        return std::nullopt;
    }
    Limit limit{.metric = {}, .value = *value, .bad = *bad, .severity = *severity};
    for (const series::Matcher &matcher : signal->matchers) {
        if (matcher.name() != series::metricNameLabel) {
            limit.matchers.push_back(matcher);
        } else if (matcher.type() == series::Matcher::Type::Equal) {
            limit.metric = matcher.value();
        }
    }
    return limit.metric.isEmpty() ? std::nullopt : std::optional(std::move(limit));
}

} // namespace

bool Limit::appliesTo(const series::Labels &labels) const
{
    return std::ranges::all_of(
        matchers, [&labels](const series::Matcher &matcher) { return matcher.matches(labels.value(matcher.name())); });
}

std::optional<QByteArray> Limit::asked(QByteArrayView label) const
{
    const auto found = std::ranges::find_if(matchers, [label](const series::Matcher &matcher) {
        return matcher.type() == series::Matcher::Type::Equal && matcher.name() == label;
    });
    return found == matchers.end() ? std::nullopt : std::optional(found->value());
}

std::vector<Limit> limitsOf(std::span<const AlertingRule> rules)
{
    std::vector<Limit> limits;
    for (const AlertingRule &rule : rules) {
        if (std::optional<Limit> limit = limitOf(rule)) {
            limits.push_back(*std::move(limit));
        }
    }
    return limits;
}

} // namespace readyroom::rules
