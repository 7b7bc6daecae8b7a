// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/functions.h"
#include "models/promql/grammar.h"
#include "models/series/labels.h"

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

using Kind = Token::Kind;

std::optional<AggregationOperator> aggregationOperator(QStringView word)
{
    for (int i = 0; i <= static_cast<int>(AggregationOperator::CountValues); ++i) {
        const auto op = static_cast<AggregationOperator>(i);
        if (word.compare(operatorText(op), Qt::CaseInsensitive) == 0) {
            return op;
        }
    }
    return std::nullopt;
}

/// Words that mean something in front of an operand, so that they cannot name a metric there.
bool isReserved(QStringView word)
{
    static constexpr std::array<QStringView, 10> words{u"and", u"or",       u"unless",     u"atan2",       u"bool",
                                                       u"on",  u"ignoring", u"group_left", u"group_right", u"offset"};
    return std::ranges::any_of(words, [&](QStringView w) { return word.compare(w, Qt::CaseInsensitive) == 0; });
}

bool isWordToken(const Token &token, QLatin1StringView word)
{
    return token.kind == Kind::Identifier && token.text.compare(word, Qt::CaseInsensitive) == 0;
}

} // namespace

ExprPtr Grammar::primary()
{
    const Token token = m_token;
    switch (token.kind) {
    case Kind::Number:
        next();
        return make(NumberLiteral{token.number}, token.position);
    case Kind::String:
        next();
        return make(StringLiteral{token.string}, token.position);
    case Kind::LeftParen:
        return parenthesis();
    case Kind::LeftBrace:
        return selector(std::nullopt);
    case Kind::Identifier:
        return named();
    default:
        return unexpected(u"a metric, a number, a function or a parenthesis"_s);
    }
}

ExprPtr Grammar::parenthesis()
{
    const Position position = m_token.position;
    next();
    ExprPtr inner = expression(0);
    if (!inner || !expect(Kind::RightParen, u"a closing parenthesis"_s)) {
        return nullptr;
    }
    return make(Paren{std::move(inner)}, position);
}

ExprPtr Grammar::named()
{
    const Token token = m_token;
    const bool opens = m_ahead.kind == Kind::LeftParen;
    if (const auto op = aggregationOperator(token.text);
        op && (opens || isWordToken(m_ahead, "by"_L1) || isWordToken(m_ahead, "without"_L1))) {
        return aggregation(*op);
    }
    const bool infinite = isWord("inf"_L1);
    if (infinite || isWord("nan"_L1)) {
        next();
        return make(NumberLiteral{infinite ? std::numeric_limits<double>::infinity()
                                           : std::numeric_limits<double>::quiet_NaN()},
                    token.position);
    }
    if (isReserved(token.text)) {
        return unexpected(u"a metric, a number, a function or a parenthesis"_s);
    }
    if (opens) {
        return call();
    }
    next();
    return selector(token);
}

ExprPtr Grammar::aggregation(AggregationOperator op)
{
    const Position position = m_token.position;
    const QString name = operatorText(op);
    next();
    Aggregation out{.op = op, .parameter = {}, .expr = {}};
    bool grouped = false;
    const auto grouping = [&] {
        if (grouped || (!isWord("by"_L1) && !isWord("without"_L1))) {
            return true;
        }
        grouped = true;
        out.without = isWord("without"_L1);
        next();
        std::optional<std::vector<QByteArray>> labels = labelNames();
        if (labels) {
            out.grouping = std::move(*labels);
        }
        return labels.has_value();
    };
    if (!grouping()) {
        return nullptr;
    }
    std::optional<std::vector<ExprPtr>> given = arguments();
    if (!given || !grouping()) {
        return nullptr;
    }
    const std::size_t wanted = takesParameter(op) ? 2 : 1;
    if (given->size() != wanted) {
        return fail(position,
                    u"The aggregation \"%1\" takes exactly %2 %3, but got %4."_s.arg(
                        name, QString::number(wanted), wanted == 1 ? u"argument"_s : u"arguments"_s,
                        QString::number(given->size())));
    }
    out.expr = given->back();
    if (takesParameter(op)) {
        out.parameter = given->front();
    }
    return make(std::move(out), position);
}

ExprPtr Grammar::call()
{
    const Token token = m_token;
    const Function *function = findFunction(token.text.toUtf8());
    if (function == nullptr) {
        return fail(token.position, u"There is no function called \"%1\"."_s.arg(token.text));
    }
    next();
    std::optional<std::vector<ExprPtr>> given = arguments();
    if (!given) {
        return nullptr;
    }
    return make(Call{function, std::move(*given)}, token.position);
}

std::optional<std::vector<ExprPtr>> Grammar::arguments()
{
    if (!expect(Kind::LeftParen, u"an opening parenthesis"_s)) {
        return std::nullopt;
    }
    std::vector<ExprPtr> out;
    if (take(Kind::RightParen)) {
        return out;
    }
    do {
        ExprPtr argument = expression(0);
        if (!argument) {
            return std::nullopt;
        }
        out.push_back(std::move(argument));
    } while (take(Kind::Comma));
    if (!expect(Kind::RightParen, u"a comma or a closing parenthesis"_s)) {
        return std::nullopt;
    }
    return out;
}

std::optional<std::vector<QByteArray>> Grammar::labelNames()
{
    if (!expect(Kind::LeftParen, u"an opening parenthesis before the label names"_s)) {
        return std::nullopt;
    }
    std::vector<QByteArray> out;
    while (!is(Kind::RightParen)) {
        const QByteArray name = is(Kind::String) ? m_token.string : m_token.text.toUtf8();
        const bool valid = is(Kind::String) ? !name.isEmpty() : is(Kind::Identifier) && series::isLegacyLabelName(name);
        if (!valid) {
            unexpected(u"a label name"_s);
            return std::nullopt;
        }
        out.push_back(name);
        next();
        if (!take(Kind::Comma) && !is(Kind::RightParen)) {
            unexpected(u"a comma or a closing parenthesis after the label name"_s);
            return std::nullopt;
        }
    }
    next();
    return out;
}

ExprPtr Grammar::selector(std::optional<Token> name)
{
    const Position position = name ? name->position : m_token.position;
    VectorSelector out;
    std::optional<QByteArray> metric;
    if (name) {
        metric = name->text.toUtf8();
        out.matchers.push_back(series::Matcher::equal(series::metricNameLabel.toByteArray(), *metric));
    }
    if (take(Kind::LeftBrace)) {
        while (!is(Kind::RightBrace)) {
            if (!matcher(out, metric)) {
                return nullptr;
            }
            if (!take(Kind::Comma) && !is(Kind::RightBrace)) {
                return unexpected(u"a comma or } after the label matcher"_s);
            }
        }
        next();
    }
    return make(std::move(out), position);
}

bool Grammar::matcher(VectorSelector &out, std::optional<QByteArray> &name)
{
    const Token label = m_token;
    const QByteArray labelName = is(Kind::String) ? label.string : label.text.toUtf8();
    if (!is(Kind::String) && !(is(Kind::Identifier) && series::isLegacyLabelName(labelName))) {
        unexpected(u"a label name or }"_s);
        return false;
    }
    next();
    std::optional<series::Matcher::Type> type;
    switch (m_token.kind) {
    case Kind::Assign:
        type = series::Matcher::Type::Equal;
        break;
    case Kind::NotEqual:
        type = series::Matcher::Type::NotEqual;
        break;
    case Kind::RegexMatch:
        type = series::Matcher::Type::Regex;
        break;
    case Kind::RegexNoMatch:
        type = series::Matcher::Type::NotRegex;
        break;
    default:
        break;
    }
    const bool quotedName = !type && label.kind == Kind::String;
    if (!type && !quotedName) {
        unexpected(u"one of = != =~ !~ after the label name"_s);
        return false;
    }
    if (!quotedName) {
        next();
        if (!is(Kind::String)) {
            unexpected(u"a string as the value of the label matcher"_s);
            return false;
        }
    }
    const QByteArray value = quotedName ? label.string : m_token.string;
    const Position valuePosition = quotedName ? label.position : m_token.position;
    const bool namesMetric = quotedName || labelName == series::metricNameLabel;
    const bool named =
        std::ranges::any_of(out.matchers, [](const series::Matcher &m) { return m.name() == series::metricNameLabel; });
    if (namesMetric && (name || (quotedName && named))) {
        fail(label.position,
             u"The metric name must not be set twice: \"%1\" and \"%2\"."_s.arg(
                 QString::fromUtf8(name.value_or(QByteArray("__name__"))), QString::fromUtf8(value)));
        return false;
    }
    if (quotedName) {
        name = value;
    }
    if (labelName.isEmpty() && !quotedName) {
        fail(label.position, u"A label name must not be empty."_s);
        return false;
    }
    auto made = series::Matcher::create(type.value_or(series::Matcher::Type::Equal),
                                        quotedName ? series::metricNameLabel.toByteArray() : labelName, value);
    if (!made) {
        fail(valuePosition, made.error().message);
        return false;
    }
    out.matchers.push_back(std::move(*made));
    if (!quotedName) {
        next();
    }
    return true;
}

} // namespace readyroom::promql
