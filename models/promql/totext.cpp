// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/ast.h"
#include "models/promql/functions.h"
#include "models/promql/number.h"
#include "models/series/labels.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

constexpr int unaryPrecedence = 6;
constexpr int postfixPrecedence = 8; ///< of [5m], offset and @
constexpr int atomPrecedence = 9;

QString write(const Expr &expr);

QString quoted(const QByteArray &text)
{
    QString out = u"\""_s;
    for (const QChar c : QString::fromUtf8(text)) {
        switch (c.unicode()) {
        case '\\':
            out += "\\\\"_L1;
            break;
        case '"':
            out += "\\\""_L1;
            break;
        case '\n':
            out += "\\n"_L1;
            break;
        default:
            out += c;
        }
    }
    return out + u'"';
}

QString labelName(const QByteArray &name)
{
    return series::isLegacyLabelName(name) ? QString::fromLatin1(name) : quoted(name);
}

QString labelList(const std::vector<QByteArray> &names)
{
    QStringList out;
    for (const QByteArray &name : names) {
        out += labelName(name);
    }
    return u'(' + out.join(", "_L1) + u')';
}

int bindingOf(const Expr &expr)
{
    if (const auto *binary = expr.as<Binary>()) {
        return precedence(binary->op);
    }
    if (expr.as<Unary>() != nullptr) {
        return unaryPrecedence;
    }
    if (const auto *number = expr.as<NumberLiteral>()) {
        return std::signbit(number->value) && !std::isnan(number->value) ? unaryPrecedence : atomPrecedence;
    }
    if (expr.as<MatrixSelector>() != nullptr || expr.as<Subquery>() != nullptr) {
        return postfixPrecedence;
    }
    if (const auto *selector = expr.as<VectorSelector>()) {
        return selector->at || selector->offset.count() != 0 ? postfixPrecedence : atomPrecedence;
    }
    return atomPrecedence;
}

QString writeAtLeast(const Expr &expr, int binding)
{
    const QString text = write(expr);
    return bindingOf(expr) < binding ? u'(' + text + u')' : text;
}

QString modifiers(Duration offset, const std::optional<AtModifier> &at)
{
    QString out;
    if (at) {
        switch (at->kind) {
        case AtModifier::Kind::Start:
            out += " @ start()"_L1;
            break;
        case AtModifier::Kind::End:
            out += " @ end()"_L1;
            break;
        case AtModifier::Kind::Time:
            out += " @ "_L1 + QString::fromLatin1(formatFloat(static_cast<double>(at->time) / 1000.0));
            break;
        }
    }
    if (offset.count() != 0) {
        out += " offset "_L1 + formatDuration(offset);
    }
    return out;
}

QString selectorText(const VectorSelector &selector)
{
    QString name;
    QStringList inner;
    // Only one name can stand in front of the braces or bare within them.
    const bool single =
        std::ranges::count_if(selector.matchers,
                              [](const series::Matcher &m) { return m.name() == series::metricNameLabel; })
        == 1;
    for (const series::Matcher &m : selector.matchers) {
        const bool isName = single && m.name() == series::metricNameLabel && m.type() == series::Matcher::Type::Equal;
        if (isName && name.isEmpty() && series::isLegacyMetricName(m.value())) {
            name = QString::fromLatin1(m.value());
        } else if (isName && name.isEmpty() && inner.isEmpty() && !m.value().isEmpty()) {
            inner += quoted(m.value());
        } else {
            inner += QString::fromUtf8(m.toText());
        }
    }
    return inner.isEmpty() && !name.isEmpty() ? name : name + u'{' + inner.join(", "_L1) + u'}';
}

QString matchingText(const Binary &binary)
{
    QString out = binary.returnBool ? u" bool"_s : QString();
    const VectorMatching &m = binary.matching;
    const bool grouped = m.cardinality == VectorMatching::Cardinality::ManyToOne
        || m.cardinality == VectorMatching::Cardinality::OneToMany;
    if (m.on || !m.labels.empty() || grouped) {
        out += (m.on ? " on "_L1 : " ignoring "_L1) + labelList(m.labels);
    }
    if (grouped) {
        out += (m.cardinality == VectorMatching::Cardinality::ManyToOne ? " group_left "_L1 : " group_right "_L1)
            + labelList(m.include);
    }
    return out;
}

QString binaryText(const Binary &binary)
{
    const int own = precedence(binary.op);
    const bool rightAssociative = binary.op == BinaryOperator::Power;
    return writeAtLeast(*binary.lhs, rightAssociative ? own + 1 : own) + u' ' + operatorText(binary.op)
        + matchingText(binary) + u' ' + writeAtLeast(*binary.rhs, rightAssociative ? unaryPrecedence : own + 1);
}

QString aggregationText(const Aggregation &a)
{
    QString out = operatorText(a.op);
    if (a.without || !a.grouping.empty()) {
        out += (a.without ? " without "_L1 : " by "_L1) + labelList(a.grouping) + u' ';
    }
    out += u'(';
    if (a.parameter) {
        out += write(*a.parameter) + ", "_L1;
    }
    return out + write(*a.expr) + u')';
}

QString callText(const Call &call)
{
    QStringList arguments;
    for (const ExprPtr &argument : call.arguments) {
        arguments += write(*argument);
    }
    return QString::fromLatin1(call.function->name) + u'(' + arguments.join(", "_L1) + u')';
}

QString numberText(double v)
{
    if (std::isinf(v)) {
        return v > 0 ? u"Inf"_s : u"-Inf"_s;
    }
    return QString::fromLatin1(formatFloat(v));
}

QString write(const Expr &expr)
{
    if (const auto *n = expr.as<NumberLiteral>()) {
        return numberText(n->value);
    }
    if (const auto *s = expr.as<StringLiteral>()) {
        return quoted(s->value);
    }
    if (const auto *v = expr.as<VectorSelector>()) {
        return selectorText(*v) + modifiers(v->offset, v->at);
    }
    if (const auto *m = expr.as<MatrixSelector>()) {
        const auto *v = m->vector->as<VectorSelector>();
        return selectorText(*v) + u'[' + formatDuration(m->range) + u']' + modifiers(v->offset, v->at);
    }
    if (const auto *s = expr.as<Subquery>()) {
        return writeAtLeast(*s->expr, postfixPrecedence) + u'[' + formatDuration(s->range) + u':'
            + (s->step.count() > 0 ? formatDuration(s->step) : QString()) + u']' + modifiers(s->offset, s->at);
    }
    if (const auto *p = expr.as<Paren>()) {
        return u'(' + write(*p->expr) + u')';
    }
    if (const auto *u = expr.as<Unary>()) {
        return (u->negative ? u"-"_s : u"+"_s) + writeAtLeast(*u->operand, unaryPrecedence);
    }
    if (const auto *b = expr.as<Binary>()) {
        return binaryText(*b);
    }
    if (const auto *a = expr.as<Aggregation>()) {
        return aggregationText(*a);
    }
    return callText(*expr.as<Call>());
}

} // namespace

QString toText(const Expr &expr)
{
    return write(expr);
}

} // namespace readyroom::promql
