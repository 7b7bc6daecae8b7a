// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/threshold.h"

#include "models/promql/lexer.h"

#include <array>
#include <cmath>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;
using promql::Token;
using Operator = Threshold::Operator;

namespace {

struct Row {
    Token::Kind token;
    QLatin1StringView text;
    QStringView sign;
};

/// In the order of Threshold::Operator.
constexpr std::array rows{Row{Token::Kind::Less, "<"_L1, u"<"},        Row{Token::Kind::LessOrEqual, "<="_L1, u"≤"},
                          Row{Token::Kind::Greater, ">"_L1, u">"},     Row{Token::Kind::GreaterOrEqual, ">="_L1, u"≥"},
                          Row{Token::Kind::EqualEqual, "=="_L1, u"="}, Row{Token::Kind::NotEqual, "!="_L1, u"≠"}};

const Row &rowOf(Operator op)
{
    return rows.at(static_cast<std::size_t>(op));
}

std::unexpected<Error> wrong(const Token &token, QString message)
{
    Error error{.kind = Error::Kind::Parse, .message = std::move(message)};
    error.where.line = token.position.line;
    error.where.column = token.position.column;
    return std::unexpected(std::move(error));
}

Result<Operator> operatorOf(const Token &token)
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (token.kind == rows.at(i).token) {
            return static_cast<Operator>(i);
        }
    }
    return wrong(token, u"A threshold begins with <, <=, >, >=, == or != and a number follows, as in \"< 0.2\"."_s);
}

Result<double> numberFrom(promql::Lexer &lexer)
{
    Token token = lexer.next();
    double sign = 1.0;
    if (token.kind == Token::Kind::Minus || token.kind == Token::Kind::Plus) {
        sign = token.kind == Token::Kind::Minus ? -1.0 : 1.0;
        token = lexer.next();
    }
    if (token.kind == Token::Kind::Invalid) {
        return wrong(token, token.message);
    }
    if (token.kind != Token::Kind::Number || !std::isfinite(token.number)) {
        return wrong(token, u"The operator of a threshold is followed by a finite number, as in \"< 0.2\"."_s);
    }
    return sign * token.number;
}

} // namespace

bool Threshold::holds(double measured) const
{
    switch (op) {
    case Operator::Less:
        return measured < value;
    case Operator::LessEqual:
        return measured <= value;
    case Operator::Greater:
        return measured > value;
    case Operator::GreaterEqual:
        return measured >= value;
    case Operator::Equal:
        return measured == value;
    case Operator::NotEqual:
        return !std::isnan(measured) && measured != value;
    }
    Q_UNREACHABLE();
}

double Threshold::distance(double measured) const
{
    switch (op) {
    case Operator::Less:
    case Operator::LessEqual:
        return measured - value;
    case Operator::Greater:
    case Operator::GreaterEqual:
        return value - measured;
    case Operator::Equal:
        return std::abs(measured - value);
    case Operator::NotEqual:
        return -std::abs(measured - value);
    }
    Q_UNREACHABLE();
}

Result<Threshold> parseThreshold(QStringView text)
{
    promql::Lexer lexer(text);
    const Result<Operator> op = operatorOf(lexer.next());
    if (!op) {
        return std::unexpected(op.error());
    }
    const Result<double> value = numberFrom(lexer);
    if (!value) {
        return std::unexpected(value.error());
    }
    if (const Token rest = lexer.next(); rest.kind != Token::Kind::End) {
        return wrong(
            rest, u"Nothing may follow the number of a threshold; a unit stands without a space, as in \"< 200ms\"."_s);
    }
    return Threshold{.op = *op, .value = *value};
}

QString operatorSign(Operator op)
{
    return rowOf(op).sign.toString();
}

QString operatorText(Operator op)
{
    return rowOf(op).text;
}

} // namespace readyroom::readiness
