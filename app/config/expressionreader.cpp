// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/expressionreader.h"

#include "models/promql/parser.h"

#include <algorithm>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

/// Offset in UTF-16 units of a line and column in code points.
qsizetype offsetOf(const QString &text, const SourcePosition &where)
{
    qsizetype offset = 0;
    for (int line = 1; line < where.line; ++line) {
        const qsizetype end = text.indexOf(u'\n', offset);
        if (end < 0) {
            return text.size();
        }
        offset = end + 1;
    }
    for (int column = 1; column < where.column && offset < text.size(); ++column) {
        offset += text[offset].isHighSurrogate() ? 2 : 1;
    }
    return std::min(offset, text.size());
}

/// Whether something can be partial that is no pass: a looser bound on the same side, or the other value of an
/// equality.
bool isLooser(const readiness::Threshold &partial, const readiness::Threshold &pass)
{
    using Operator = readiness::Threshold::Operator;
    const auto below = [](Operator op) { return op == Operator::Less || op == Operator::LessEqual; };
    const auto above = [](Operator op) { return op == Operator::Greater || op == Operator::GreaterEqual; };
    if (below(pass.op) && below(partial.op)) {
        return partial.value > pass.value
            || (partial.value == pass.value && pass.op == Operator::Less && partial.op == Operator::LessEqual);
    }
    if (above(pass.op) && above(partial.op)) {
        return partial.value < pass.value
            || (partial.value == pass.value && pass.op == Operator::Greater && partial.op == Operator::GreaterEqual);
    }
    return pass.op == Operator::Equal && partial != pass;
}

} // namespace

promql::ExprPtr ExpressionReader::expression(const YamlPtr &node, const QString &owner, QString &text) const
{
    if (!node) {
        return nullptr;
    }
    if (!node->isScalar() || node->text.trimmed().isEmpty()) {
        m_complaints.at(*node, u"\"expr\" must be a PromQL expression."_s);
        return nullptr;
    }
    auto parsed = promql::parse(node->text);
    if (!parsed) {
        complainInside(*node, parsed.error());
        return nullptr;
    }
    if ((*parsed)->type() != promql::ValueType::Vector && (*parsed)->type() != promql::ValueType::Scalar) {
        m_complaints.at(*node,
                        u"The expression of %1 must yield an instant vector or a scalar, not a %2."_s.arg(
                            owner, promql::typeName((*parsed)->type())));
        return nullptr;
    }
    text = node->text.trimmed();
    return *parsed;
}

std::optional<readiness::Threshold> ExpressionReader::threshold(const YamlPtr &node, const QString &what) const
{
    if (!node) {
        return std::nullopt;
    }
    if (!node->isScalar()) {
        m_complaints.at(*node, u"%1 must be a comparison with a number, such as \"< 0.2\"."_s.arg(what));
        return std::nullopt;
    }
    auto parsed = readiness::parseThreshold(node->text);
    if (!parsed) {
        complainInside(*node, parsed.error());
        return std::nullopt;
    }
    return *parsed;
}

void ExpressionReader::thresholds(const MapReader &map, readiness::Threshold &pass,
                                  std::optional<readiness::Threshold> &partial) const
{
    const auto written = threshold(map.need("pass"_L1), u"\"pass\""_s);
    const YamlPtr looser = map.get("partial"_L1);
    partial = threshold(looser, u"\"partial\""_s);
    pass = written.value_or(pass);
    if (written && partial && !isLooser(*partial, *written)) {
        m_complaints.at(*looser, u"\"partial\" must be easier to meet than \"pass\", or nothing is ever partial."_s);
    }
}

void ExpressionReader::complainInside(const YamlNode &scalar, const Error &error) const
{
    const SourcePosition where = error.where.isValid()
        ? m_document.positionInside(scalar, offsetOf(scalar.text, error.where))
        : m_complaints.where(scalar);
    m_complaints.at(where, error.message, error.kind);
}

} // namespace readyroom::config
