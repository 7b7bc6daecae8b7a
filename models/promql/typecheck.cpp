// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/typecheck.h"

#include "models/promql/functions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

using Found = std::optional<TypeError>;

QString withArticle(ValueType type)
{
    return (type == ValueType::Vector ? u"an "_s : u"a "_s) + typeName(type);
}

Found expect(const Expr &expr, ValueType wanted, const QString &context)
{
    if (expr.type() == wanted) {
        return {};
    }
    return TypeError{expr.position(),
                     u"Expected %1 in %2, but got %3."_s.arg(withArticle(wanted), context, withArticle(expr.type()))};
}

Found checkSelector(const Expr &expr, const VectorSelector &selector)
{
    if (std::ranges::all_of(selector.matchers, &series::Matcher::matchesEmpty)) {
        return TypeError{
            expr.position(),
            u"A vector selector must contain at least one matcher that does not match the empty string."_s};
    }
    return {};
}

Found checkMatching(const Expr &expr, const Binary &binary)
{
    const VectorMatching &m = binary.matching;
    const bool grouped = m.cardinality == VectorMatching::Cardinality::ManyToOne
        || m.cardinality == VectorMatching::Cardinality::OneToMany;
    if (binary.lhs->type() != ValueType::Vector || binary.rhs->type() != ValueType::Vector) {
        if (m.on || !m.labels.empty() || grouped) {
            return TypeError{expr.position(), u"Vector matching is only allowed between instant vectors."_s};
        }
        return {};
    }
    if (grouped && isSetOperator(binary.op)) {
        return TypeError{expr.position(),
                         u"No grouping is allowed for the set operator \"%1\"."_s.arg(operatorText(binary.op))};
    }
    for (const QByteArray &label : m.include) {
        if (m.on && std::ranges::find(m.labels, label) != m.labels.end()) {
            return TypeError{expr.position(),
                             u"The label \"%1\" must not occur in the on and the group clause at once."_s.arg(
                                 QString::fromUtf8(label))};
        }
    }
    return {};
}

Found checkBinary(const Expr &expr, const Binary &binary)
{
    const QString op = operatorText(binary.op);
    for (const ExprPtr &side : {binary.lhs, binary.rhs}) {
        if (side->type() != ValueType::Scalar && side->type() != ValueType::Vector) {
            return TypeError{side->position(),
                             u"The operator \"%1\" works on scalars and instant vectors, but this is %2."_s.arg(
                                 op, withArticle(side->type()))};
        }
    }
    const bool scalarSide = binary.lhs->type() == ValueType::Scalar || binary.rhs->type() == ValueType::Scalar;
    if (binary.returnBool && !isComparison(binary.op)) {
        return TypeError{expr.position(), u"The bool modifier can only be used on comparison operators."_s};
    }
    if (scalarSide && isSetOperator(binary.op)) {
        return TypeError{expr.position(), u"The set operator \"%1\" needs an instant vector on both sides."_s.arg(op)};
    }
    if (expr.type() == ValueType::Scalar && isComparison(binary.op) && !binary.returnBool) {
        return TypeError{expr.position(), u"Comparisons between scalars must use the bool modifier."_s};
    }
    return checkMatching(expr, binary);
}

Found checkAggregation(const Aggregation &a)
{
    const QString context = u"the aggregation \"%1\""_s.arg(operatorText(a.op));
    if (a.parameter) {
        const ValueType wanted = a.op == AggregationOperator::CountValues ? ValueType::String : ValueType::Scalar;
        if (Found error = expect(*a.parameter, wanted, u"the parameter of "_s + context)) {
            return error;
        }
    }
    return expect(*a.expr, ValueType::Vector, context);
}

Found checkCall(const Expr &expr, const Call &call)
{
    const Function &f = *call.function;
    const QString name = QString::fromLatin1(f.name);
    const std::size_t given = call.arguments.size();
    if (given < f.required || (!f.variadic && given > f.arguments.size())) {
        const bool exact = !f.variadic && f.required == f.arguments.size();
        const std::size_t limit = given < f.required ? f.required : f.arguments.size();
        const QString bound = exact ? u"exactly"_s : given < f.required ? u"at least"_s : u"at most"_s;
        return TypeError{expr.position(),
                         u"The function \"%1\" takes %2 %3 %4, but got %5."_s.arg(
                             name, bound, QString::number(limit), limit == 1 ? u"argument"_s : u"arguments"_s,
                             QString::number(given))};
    }
    for (std::size_t i = 0; i < given; ++i) {
        const ValueType wanted = f.arguments[std::min(i, f.arguments.size() - 1)];
        if (Found error = expect(*call.arguments[i], wanted, u"the call of \"%1\""_s.arg(name))) {
            return error;
        }
    }
    return {};
}

} // namespace

std::optional<TypeError> typeError(const Expr &expr)
{
    if (expr.depth() > maxExpressionDepth) {
        return TypeError{expr.position(),
                         u"The expression is nested more than %1 levels deep."_s.arg(maxExpressionDepth)};
    }
    if (const auto *selector = expr.as<VectorSelector>()) {
        return checkSelector(expr, *selector);
    }
    if (const auto *subquery = expr.as<Subquery>()) {
        return expect(*subquery->expr, ValueType::Vector, u"a subquery"_s);
    }
    if (const auto *unary = expr.as<Unary>()) {
        const ValueType type = unary->operand->type();
        if (type == ValueType::Scalar || type == ValueType::Vector) {
            return {};
        }
        return TypeError{
            expr.position(),
            u"A sign is only allowed before a scalar or an instant vector, but this is %1."_s.arg(withArticle(type))};
    }
    if (const auto *binary = expr.as<Binary>()) {
        return checkBinary(expr, *binary);
    }
    if (const auto *aggregation = expr.as<Aggregation>()) {
        return checkAggregation(*aggregation);
    }
    if (const auto *call = expr.as<Call>()) {
        return checkCall(expr, *call);
    }
    return {};
}

} // namespace readyroom::promql
