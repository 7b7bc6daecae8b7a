// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/claimreader.h"

#include "app/config/profilekeys.h"
#include "models/drills/nearestword.h"

#include <QHash>

#include <algorithm>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using namespace readiness;
namespace keys = profilekeys;

namespace {

/// The facts of models/readiness/claims.h and the labels of each.
const QHash<QString, QStringList> &facts()
{
    static const QHash<QString, QStringList> known{
        {u"readiness:category_score"_s, {u"category"_s}},
        {u"readiness:overall_score"_s, {}},
        {u"readiness:item_effort_hours"_s, {u"id"_s, u"severity"_s, u"category"_s, u"blocker"_s}},
        {u"readiness:items"_s, {u"severity"_s, u"result"_s}},
        {u"readiness:phase_score"_s, {u"phase"_s}},
        {u"readiness:scenario_score"_s, {u"scenario"_s}},
        {u"readiness:risks"_s, {u"level"_s, u"when"_s}},
        {u"readiness:input"_s, {u"name"_s}}};
    return known;
}

QString sorted(QStringList names)
{
    names.sort();
    return names.join(", "_L1);
}

constexpr int mostRounded = 8;
constexpr auto nameLabel = "__name__";

} // namespace

std::vector<Claim> ClaimReader::read(const YamlPtr &node) const
{
    std::vector<Claim> result;
    if (!node) {
        return result;
    }
    for (const YamlPtr &item : itemsOf(*node, u"\"claims\""_s, m_complaints)) {
        if (item->value(u"conflict")) {
            result.emplace_back(conflictClaim(item));
        } else {
            result.emplace_back(valueClaim(item));
        }
    }
    return result;
}

ValueClaim ClaimReader::valueClaim(const YamlPtr &node) const
{
    ValueClaim claim;
    const MapReader map(node, keys::valueClaim, u"A claim"_s, m_complaints);
    if (!map.isMap()) {
        return claim;
    }
    claim.says = m_scalars.prose(map.need("says"_L1), u"\"says\""_s).value_or(QString());
    claim.where = m_scalars.text(map.get("where"_L1), u"\"where\""_s).value_or(QString());
    if (const auto claimed = m_values.printed(map.need("claimed"_L1), u"\"claimed\""_s)) {
        claim.claimed = claimed->value;
        claim.tolerance = claimed->tolerance;
    }
    claim.inputs = inputs(map.get("inputs"_L1));
    const YamlPtr expression = map.need("expr"_L1);
    claim.parsed = m_expressions.expression(expression, u"a claim"_s, claim.expr);
    if (claim.parsed) {
        checkFacts(*expression, *claim.parsed, claim.inputs.keys());
    }
    return claim;
}

QMap<QString, ValueClaim::Input> ClaimReader::inputs(const YamlPtr &node) const
{
    QMap<QString, ValueClaim::Input> result;
    if (!node) {
        return result;
    }
    if (!node->isMap()) {
        m_complaints.at(
            *node, u"\"inputs\" must be a map of names and numbers, such as before: {value: 515, rounded: true}."_s);
        return result;
    }
    for (const auto &[name, value] : node->entries) {
        if (const auto read = input(value, name->text)) {
            result.insert(name->text, *read);
        }
    }
    if (std::ranges::count_if(result, [](const ValueClaim::Input &i) { return i.tolerance > 0; }) > mostRounded) {
        m_complaints.at(*node, u"At most 8 inputs of a claim may be rounded."_s);
    }
    return result;
}

std::optional<ValueClaim::Input> ClaimReader::input(const YamlPtr &node, const QString &name) const
{
    const QString what = u"The input \"%1\""_s.arg(name);
    if (!node->isMap()) {
        const auto value = m_scalars.number(node, what);
        return value ? std::optional(ValueClaim::Input{*value, 0.0}) : std::nullopt;
    }
    const MapReader map(node, keys::input, what, m_complaints);
    const auto rounded = m_scalars.truth(map.get("rounded"_L1), u"\"rounded\""_s);
    const auto value = m_values.printed(map.need("value"_L1), u"\"value\""_s);
    if (!value) {
        return std::nullopt;
    }
    return ValueClaim::Input{value->value, rounded.value_or(false) ? value->tolerance : 0.0};
}

ConflictClaim ClaimReader::conflictClaim(const YamlPtr &node) const
{
    ConflictClaim claim;
    const MapReader map(node, keys::conflictClaim, u"A conflict"_s, m_complaints);
    const YamlPtr says = map.get("conflict"_L1);
    const YamlPtr where = map.need("where"_L1);
    claim.says = statements(says, u"\"conflict\""_s);
    claim.where = statements(where, u"\"where\""_s);
    claim.note = m_scalars.prose(map.get("note"_L1), u"\"note\""_s).value_or(QString());
    if (says && says->isSequence() && says->items.size() < 2) {
        m_complaints.at(*says, u"A conflict needs two statements or more that cannot all be true."_s);
    } else if (says && where && says->isSequence() && where->isSequence()
               && says->items.size() != where->items.size()) {
        m_complaints.at(*where, u"\"where\" must say of each statement of the conflict where it stands."_s);
    }
    return claim;
}

QStringList ClaimReader::statements(const YamlPtr &node, const QString &what) const
{
    QStringList result;
    if (!node) {
        return result;
    }
    for (const YamlPtr &item : itemsOf(*node, what, m_complaints)) {
        result << m_scalars.prose(item, u"An entry of %1"_s.arg(what)).value_or(QString());
    }
    return result;
}

void ClaimReader::checkFacts(const YamlNode &scalar, const promql::Expr &expr, const QStringList &inputs) const
{
    if (expr.as<promql::VectorSelector>()) {
        checkSelector(scalar, expr, inputs);
    }
    for (const promql::ExprPtr &child : expr.children()) {
        checkFacts(scalar, *child, inputs);
    }
}

void ClaimReader::checkSelector(const YamlNode &scalar, const promql::Expr &expr, const QStringList &inputs) const
{
    const auto complain = [&](const QString &message) {
        const promql::Position at = expr.position();
        m_expressions.complainInside(scalar, {Error::Kind::Config, message, {}, {{}, at.line, at.column}});
    };
    const auto &matchers = expr.as<promql::VectorSelector>()->matchers;
    const auto metric = std::ranges::find(matchers, QByteArray(nameLabel), &series::Matcher::name);
    const QString fact = metric == matchers.end() ? QString() : QString::fromUtf8(metric->value());
    if (!facts().contains(fact)) {
        return complain(
            u"A claim computes with the facts of readiness only, which are %1."_s.arg(sorted(facts().keys())));
    }
    for (const series::Matcher &matcher : matchers) {
        const QString label = QString::fromUtf8(matcher.name());
        const QString value = QString::fromUtf8(matcher.value());
        if (matcher.name() == nameLabel) {
            continue;
        }
        const auto known = valuesOf(fact, label, inputs);
        if (!known) {
            complain(u"The fact %1 has no label \"%2\"."_s.arg(fact, label));
        } else if (matcher.type() == series::Matcher::Type::Equal && !known->contains(value)) {
            complain(u"There is no %1 \"%2\" of %3"_s.arg(label, value, fact) + drills::nearestHint(value, *known));
        }
    }
}

std::optional<QStringList> ClaimReader::valuesOf(const QString &fact, const QString &label,
                                                 const QStringList &inputs) const
{
    const QHash<QString, QStringList> values{
        {u"category"_s, m_names.categories},
        {u"id"_s, m_names.ids},
        {u"phase"_s, m_names.phases},
        {u"scenario"_s, m_names.scenarios},
        {u"name"_s, inputs},
        {u"severity"_s, {u"critical"_s, u"high"_s, u"medium"_s, u"low"_s}},
        {u"blocker"_s, {u"true"_s, u"false"_s}},
        {u"level"_s, {u"high"_s, u"medium"_s, u"low"_s}},
        {u"when"_s, {u"now"_s, u"before"_s}},
        {u"result"_s, {u"not_applicable"_s, u"pass"_s, u"waived"_s, u"partial"_s, u"fail"_s, u"unknown"_s}}};
    if (facts().value(fact).contains(label)) {
        return values.value(label);
    }
    constexpr auto tagPrefix = "tag_"_L1;
    if (fact == "readiness:item_effort_hours"_L1 && label.startsWith(tagPrefix)) {
        const QString tag = label.mid(tagPrefix.size()).replace(u'_', u'-');
        return m_names.tags.contains(tag) ? std::optional(QStringList{u"true"_s}) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace readyroom::config
