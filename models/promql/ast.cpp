// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/ast.h"

#include "models/promql/functions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

template<typename... Fs> struct Overloaded : Fs... {
    using Fs::operator()...;
};

ValueType typeOf(const Expr::Node &node)
{
    return std::visit(Overloaded{
                          [](const NumberLiteral &) { return ValueType::Scalar; },
                          [](const StringLiteral &) { return ValueType::String; },
                          [](const VectorSelector &) { return ValueType::Vector; },
                          [](const MatrixSelector &) { return ValueType::Matrix; },
                          [](const Subquery &) { return ValueType::Matrix; },
                          [](const Paren &p) { return p.expr->type(); },
                          [](const Unary &u) { return u.operand->type(); },
                          [](const Binary &b) {
                              const bool scalar =
                                  b.lhs->type() == ValueType::Scalar && b.rhs->type() == ValueType::Scalar;
                              return scalar ? ValueType::Scalar : ValueType::Vector;
                          },
                          [](const Aggregation &) { return ValueType::Vector; },
                          [](const Call &c) { return c.function->returns; },
                      },
                      node);
}

std::vector<ExprPtr> childrenOf(const Expr::Node &node)
{
    return std::visit(Overloaded{
                          [](const NumberLiteral &) { return std::vector<ExprPtr>{}; },
                          [](const StringLiteral &) { return std::vector<ExprPtr>{}; },
                          [](const VectorSelector &) { return std::vector<ExprPtr>{}; },
                          [](const MatrixSelector &m) { return std::vector<ExprPtr>{m.vector}; },
                          [](const Subquery &s) { return std::vector<ExprPtr>{s.expr}; },
                          [](const Paren &p) { return std::vector<ExprPtr>{p.expr}; },
                          [](const Unary &u) { return std::vector<ExprPtr>{u.operand}; },
                          [](const Binary &b) { return std::vector<ExprPtr>{b.lhs, b.rhs}; },
                          [](const Aggregation &a) {
                              return a.parameter ? std::vector<ExprPtr>{a.parameter, a.expr}
                                                 : std::vector<ExprPtr>{a.expr};
                          },
                          [](const Call &c) { return c.arguments; },
                      },
                      node);
}

/// `node` with its children, in the order of childrenOf(), replaced.
Expr::Node withChildren(Expr::Node node, const std::vector<ExprPtr> &children)
{
    std::visit(Overloaded{
                   [](NumberLiteral &) {},
                   [](StringLiteral &) {},
                   [](VectorSelector &) {},
                   [&](MatrixSelector &m) { m.vector = children.front(); },
                   [&](Subquery &s) { s.expr = children.front(); },
                   [&](Paren &p) { p.expr = children.front(); },
                   [&](Unary &u) { u.operand = children.front(); },
                   [&](Binary &b) {
                       b.lhs = children.front();
                       b.rhs = children.back();
                   },
                   [&](Aggregation &a) {
                       a.expr = children.back();
                       if (a.parameter) {
                           a.parameter = children.front();
                       }
                   },
                   [&](Call &c) { c.arguments = children; },
               },
               node);
    return node;
}

} // namespace

QString typeName(ValueType type)
{
    switch (type) {
    case ValueType::Scalar:
        return u"scalar"_s;
    case ValueType::String:
        return u"string"_s;
    case ValueType::Vector:
        return u"instant vector"_s;
    case ValueType::Matrix:
        return u"range vector"_s;
    }
    return {};
}

QString operatorText(BinaryOperator op)
{
    static constexpr QLatin1StringView names[] = {"+"_L1,     "-"_L1,   "*"_L1,  "/"_L1,     "%"_L1, "^"_L1,
                                                  "atan2"_L1, "=="_L1,  "!="_L1, "<"_L1,     ">"_L1, "<="_L1,
                                                  ">="_L1,    "and"_L1, "or"_L1, "unless"_L1};
    return names[static_cast<int>(op)];
}

int precedence(BinaryOperator op)
{
    switch (op) {
    case BinaryOperator::Or:
        return 1;
    case BinaryOperator::And:
    case BinaryOperator::Unless:
        return 2;
    case BinaryOperator::Add:
    case BinaryOperator::Subtract:
        return 4;
    case BinaryOperator::Multiply:
    case BinaryOperator::Divide:
    case BinaryOperator::Modulo:
    case BinaryOperator::Atan2:
        return 5;
    case BinaryOperator::Power:
        return 7;
    default:
        return 3;
    }
}

QString operatorText(AggregationOperator op)
{
    static constexpr QLatin1StringView names[] = {"sum"_L1,      "avg"_L1,   "min"_L1,     "max"_L1,
                                                  "count"_L1,    "group"_L1, "stddev"_L1,  "stdvar"_L1,
                                                  "quantile"_L1, "topk"_L1,  "bottomk"_L1, "count_values"_L1};
    return names[static_cast<int>(op)];
}

Expr::Expr(Node node, Position position)
    : m_node(std::move(node))
    , m_position(position)
    , m_type(typeOf(m_node))
    , m_depth(1)
{
    for (const ExprPtr &child : childrenOf(m_node)) {
        m_depth = std::max(m_depth, child->depth() + 1);
    }
}

ExprPtr Expr::make(Node node, Position position)
{
    return std::make_shared<const Expr>(std::move(node), position);
}

std::vector<ExprPtr> Expr::children() const
{
    return childrenOf(m_node);
}

const Expr &unwrapParens(const Expr &expr)
{
    const Expr *inner = &expr;
    while (const Paren *paren = inner->as<Paren>()) {
        inner = paren->expr.get();
    }
    return *inner;
}

namespace {

/// The same node over what `replace` makes of its children; `expr` itself when it replaces none.
template<typename Replace> ExprPtr withEachChild(const ExprPtr &expr, Replace replace)
{
    std::vector<ExprPtr> children = expr->children();
    bool changed = false;
    for (ExprPtr &child : children) {
        ExprPtr replaced = replace(child);
        changed = changed || replaced != child;
        child = std::move(replaced);
    }
    return changed ? Expr::make(withChildren(expr->node(), children), expr->position()) : expr;
}

} // namespace

ExprPtr withMatchers(const ExprPtr &expr, const std::vector<series::Matcher> &matchers)
{
    if (const auto *selector = expr->as<VectorSelector>()) {
        VectorSelector copy = *selector;
        for (const series::Matcher &m : matchers) {
            if (std::ranges::find(copy.matchers, m) == copy.matchers.end()) {
                copy.matchers.push_back(m);
            }
        }
        return copy.matchers.size() == selector->matchers.size() ? expr : Expr::make(std::move(copy), expr->position());
    }
    return withEachChild(expr, [&](const ExprPtr &child) { return withMatchers(child, matchers); });
}

ExprPtr withRangesAtMost(const ExprPtr &expr, Duration longest)
{
    if (const auto *selector = expr->as<MatrixSelector>()) {
        if (selector->range <= longest) {
            return expr;
        }
        MatrixSelector copy = *selector;
        copy.range = longest;
        return Expr::make(std::move(copy), expr->position());
    }
    return withEachChild(expr, [&](const ExprPtr &child) { return withRangesAtMost(child, longest); });
}

} // namespace readyroom::promql
