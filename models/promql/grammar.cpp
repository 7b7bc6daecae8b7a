// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/grammar.h"

#include "models/promql/typecheck.h"

#include <QScopeGuard>

#include <array>
#include <cmath>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

using Kind = Token::Kind;

QString describe(const Token &token)
{
    return token.kind == Kind::End ? u"the expression ends here"_s : u"found %1"_s.arg(token.text);
}

} // namespace

Grammar::Grammar(QStringView text)
    : m_lexer(text)
{
    m_token = m_lexer.next();
    m_ahead = m_lexer.next();
}

Result<ExprPtr> Grammar::parse()
{
    if (is(Kind::End)) {
        fail({1, 1}, u"The expression is empty."_s);
        return std::unexpected(*m_error);
    }
    ExprPtr expr = expression(0);
    if (expr && !is(Kind::End)) {
        expr = unexpected(u"an operator or the end of the expression"_s);
    }
    if (!expr) {
        return std::unexpected(*m_error);
    }
    return expr;
}

ExprPtr Grammar::expression(int minimumPrecedence)
{
    const QScopeGuard leave([this] { --m_depth; });
    if (++m_depth > maxExpressionDepth) {
        return fail(m_token.position, u"The expression is nested more than %1 levels deep."_s.arg(maxExpressionDepth));
    }
    ExprPtr lhs = signedOperand();
    while (lhs) {
        const std::optional<BinaryOperator> op = binaryOperator();
        if (!op || precedence(*op) < minimumPrecedence) {
            break;
        }
        lhs = binaryTail(lhs, *op);
    }
    return lhs;
}

ExprPtr Grammar::signedOperand()
{
    if (!is(Kind::Plus) && !is(Kind::Minus)) {
        ExprPtr operand = primary();
        return operand ? postfix(std::move(operand)) : nullptr;
    }
    const Position position = m_token.position;
    const bool negative = is(Kind::Minus);
    next();
    // A sign binds weaker than ^ only: -2^2 is -4, -2*2 is (-2)*2.
    const ExprPtr operand = expression(precedence(BinaryOperator::Power));
    if (!operand) {
        return nullptr;
    }
    if (const auto *number = operand->as<NumberLiteral>()) {
        return make(NumberLiteral{negative ? -number->value : number->value}, position);
    }
    return make(Unary{negative, operand}, position);
}

ExprPtr Grammar::binaryTail(const ExprPtr &lhs, BinaryOperator op)
{
    const Position position = m_token.position;
    Binary binary{.op = op, .lhs = lhs, .rhs = {}};
    next();
    if (!matching(binary)) {
        return nullptr;
    }
    const int own = precedence(op);
    binary.rhs = expression(op == BinaryOperator::Power ? own : own + 1);
    if (!binary.rhs) {
        return nullptr;
    }
    if (isSetOperator(op) && binary.matching.cardinality == VectorMatching::Cardinality::OneToOne) {
        binary.matching.cardinality = VectorMatching::Cardinality::ManyToMany;
    }
    return make(std::move(binary), position);
}

bool Grammar::matching(Binary &binary)
{
    binary.returnBool = takeWord("bool"_L1);
    VectorMatching &m = binary.matching;
    const bool on = isWord("on"_L1);
    if (!on && !isWord("ignoring"_L1)) {
        return true;
    }
    next();
    m.on = on;
    std::optional<std::vector<QByteArray>> labels = labelNames();
    if (!labels) {
        return false;
    }
    m.labels = std::move(*labels);
    const bool left = isWord("group_left"_L1);
    if (left || isWord("group_right"_L1)) {
        next();
        m.cardinality = left ? VectorMatching::Cardinality::ManyToOne : VectorMatching::Cardinality::OneToMany;
        if (is(Kind::LeftParen)) {
            labels = labelNames();
            if (!labels) {
                return false;
            }
            m.include = std::move(*labels);
        }
    }
    return true;
}

ExprPtr Grammar::postfix(ExprPtr expr)
{
    while (expr) {
        if (is(Kind::LeftBracket)) {
            expr = bracket(expr);
        } else if (isWord("offset"_L1)) {
            expr = offset(expr);
        } else if (is(Kind::At)) {
            expr = at(expr);
        } else {
            break;
        }
    }
    return expr;
}

ExprPtr Grammar::bracket(const ExprPtr &expr)
{
    const Position position = m_token.position;
    next();
    const std::optional<Duration> range = duration(u"range"_s, false);
    if (!range) {
        return nullptr;
    }
    if (take(Kind::Colon)) {
        Duration step{0};
        if (!is(Kind::RightBracket)) {
            const std::optional<Duration> given = duration(u"step"_s, false);
            if (!given) {
                return nullptr;
            }
            step = *given;
        }
        return expect(Kind::RightBracket, u"]"_s)
            ? make(Subquery{.expr = expr, .range = *range, .step = step}, expr->position())
            : nullptr;
    }
    if (!expect(Kind::RightBracket, u"] or : after the range"_s)) {
        return nullptr;
    }
    const auto *selector = expr->as<VectorSelector>();
    if (selector == nullptr) {
        return fail(position,
                    u"A range in brackets is only allowed after a vector selector; after any other expression "
                    "write a subquery such as [5m:]."_s);
    }
    if (selector->offset.count() != 0 || selector->at) {
        return fail(position, u"The range in brackets must come before offset and @."_s);
    }
    return make(MatrixSelector{expr, *range}, expr->position());
}

namespace {

/// `expr` with offset and @ of its selector or subquery changed by `change(offset, at)`; null when it has none.
template<typename Change> std::optional<Expr::Node> moved(const Expr &expr, Change change)
{
    if (const auto *v = expr.as<VectorSelector>()) {
        VectorSelector copy = *v;
        change(copy.offset, copy.at);
        return copy;
    }
    if (const auto *m = expr.as<MatrixSelector>()) {
        VectorSelector copy = *m->vector->as<VectorSelector>();
        change(copy.offset, copy.at);
        return MatrixSelector{Expr::make(std::move(copy), m->vector->position()), m->range};
    }
    if (const auto *s = expr.as<Subquery>()) {
        Subquery copy = *s;
        change(copy.offset, copy.at);
        return copy;
    }
    return std::nullopt;
}

} // namespace

ExprPtr Grammar::offset(const ExprPtr &expr)
{
    const Position position = m_token.position;
    next();
    const std::optional<Duration> by = duration(u"offset"_s, true);
    if (!by) {
        return nullptr;
    }
    bool twice = false;
    std::optional<Expr::Node> node = moved(*expr, [&](Duration &own, const auto &) {
        twice = own.count() != 0;
        own = *by;
    });
    if (!node) {
        return fail(position, u"An offset must follow a vector selector, a range vector selector or a subquery."_s);
    }
    return twice ? fail(position, u"The offset may not be set twice."_s) : make(std::move(*node), expr->position());
}

ExprPtr Grammar::at(const ExprPtr &expr)
{
    const Position position = m_token.position;
    next();
    AtModifier modifier;
    if (isWord("start"_L1) || isWord("end"_L1)) {
        modifier.kind = isWord("start"_L1) ? AtModifier::Kind::Start : AtModifier::Kind::End;
        next();
        if (!expect(Kind::LeftParen, u"("_s) || !expect(Kind::RightParen, u")"_s)) {
            return nullptr;
        }
    } else {
        const bool negative = take(Kind::Minus);
        if (!negative && !take(Kind::Plus) && !is(Kind::Number)) {
            return unexpected(u"a Unix time in seconds, start() or end() after @"_s);
        }
        if (!is(Kind::Number)) {
            return unexpected(u"a Unix time in seconds after @"_s);
        }
        const double ms = std::round(m_token.number * 1000.0) * (negative ? -1.0 : 1.0);
        if (!(std::abs(ms) < 9e15)) {
            return fail(m_token.position, u"The time after @ is out of bounds."_s);
        }
        modifier.time = static_cast<std::int64_t>(ms);
        next();
    }
    bool twice = false;
    std::optional<Expr::Node> node = moved(*expr, [&](const Duration &, std::optional<AtModifier> &own) {
        twice = own.has_value();
        own = modifier;
    });
    if (!node) {
        return fail(position, u"An @ must follow a vector selector, a range vector selector or a subquery."_s);
    }
    return twice ? fail(position, u"The @ modifier may not be set twice."_s) : make(std::move(*node), expr->position());
}

std::optional<Duration> Grammar::duration(const QString &what, bool mayBeNegative)
{
    const Position position = m_token.position;
    const bool negative = mayBeNegative && take(Kind::Minus);
    if (!negative && mayBeNegative) {
        std::ignore = take(Kind::Plus);
    }
    if (!is(Kind::Number)) {
        unexpected(u"a duration such as 5m as the %1"_s.arg(what));
        return std::nullopt;
    }
    const double ms = std::round(m_token.number * 1000.0);
    if (!(ms <= 9.2e12)) {
        fail(position, u"The %1 is longer than 292 years."_s.arg(what));
        return std::nullopt;
    }
    if (!mayBeNegative && ms < 1) {
        fail(position, u"The %1 must be greater than zero."_s.arg(what));
        return std::nullopt;
    }
    next();
    return Duration{static_cast<std::int64_t>(negative ? -ms : ms)};
}

std::optional<BinaryOperator> Grammar::binaryOperator() const
{
    switch (m_token.kind) {
    case Kind::Plus:
        return BinaryOperator::Add;
    case Kind::Minus:
        return BinaryOperator::Subtract;
    case Kind::Star:
        return BinaryOperator::Multiply;
    case Kind::Slash:
        return BinaryOperator::Divide;
    case Kind::Percent:
        return BinaryOperator::Modulo;
    case Kind::Caret:
        return BinaryOperator::Power;
    case Kind::EqualEqual:
        return BinaryOperator::Equal;
    case Kind::NotEqual:
        return BinaryOperator::NotEqual;
    case Kind::Less:
        return BinaryOperator::Less;
    case Kind::Greater:
        return BinaryOperator::Greater;
    case Kind::LessOrEqual:
        return BinaryOperator::LessOrEqual;
    case Kind::GreaterOrEqual:
        return BinaryOperator::GreaterOrEqual;
    default:
        break;
    }
    for (const BinaryOperator op :
         {BinaryOperator::And, BinaryOperator::Or, BinaryOperator::Unless, BinaryOperator::Atan2}) {
        if (is(Kind::Identifier) && m_token.text.compare(operatorText(op), Qt::CaseInsensitive) == 0) {
            return op;
        }
    }
    return std::nullopt;
}

ExprPtr Grammar::make(Expr::Node node, Position position)
{
    ExprPtr expr = Expr::make(std::move(node), position);
    if (std::optional<TypeError> error = typeError(*expr)) {
        return fail(error->position, std::move(error->message));
    }
    return expr;
}

std::nullptr_t Grammar::fail(Position position, QString message)
{
    if (!m_error) {
        if (is(Kind::Invalid)) {
            position = m_token.position;
            message = m_token.message;
        }
        m_error = Error{Error::Kind::Parse, std::move(message), {}, SourcePosition{{}, position.line, position.column}};
    }
    return nullptr;
}

std::nullptr_t Grammar::unexpected(const QString &wanted)
{
    return fail(m_token.position, u"Expected %1, but %2."_s.arg(wanted, describe(m_token)));
}

bool Grammar::isWord(QLatin1StringView word) const
{
    return is(Kind::Identifier) && m_token.text.compare(word, Qt::CaseInsensitive) == 0;
}

bool Grammar::take(Token::Kind kind)
{
    if (!is(kind)) {
        return false;
    }
    next();
    return true;
}

bool Grammar::takeWord(QLatin1StringView word)
{
    if (!isWord(word)) {
        return false;
    }
    next();
    return true;
}

bool Grammar::expect(Token::Kind kind, const QString &wanted)
{
    if (!take(kind)) {
        unexpected(wanted);
        return false;
    }
    return true;
}

void Grammar::next()
{
    m_token = std::exchange(m_ahead, m_lexer.next());
}

} // namespace readyroom::promql
