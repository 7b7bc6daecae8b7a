// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/rulereader.h"

#include <array>
#include <utility>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

using Key = QLatin1StringView;
constexpr std::array fileKeys{Key("groups")};
constexpr std::array mapKeys{Key("signals"), Key("title"), Key("detect"), Key("order"), Key("groups")};
constexpr std::array groupKeys{Key("name"),  Key("interval"), Key("query_offset"),
                               Key("limit"), Key("labels"),   Key("rules")};
constexpr std::array recordingKeys{Key("record"), Key("expr"), Key("labels")};
constexpr std::array alertingKeys{Key("alert"),           Key("expr"),   Key("for"),
                                  Key("keep_firing_for"), Key("labels"), Key("annotations")};
constexpr Duration longest = std::chrono::hours{24 * 366};

} // namespace

std::vector<rules::RuleGroup> RuleReader::groups() const
{
    const MapReader map(m_document.root(), fileKeys, u"A rule file"_s, m_complaints);
    return readGroups(map.need("groups"_L1));
}

rules::SignalMap RuleReader::signalMap() const
{
    rules::SignalMap result;
    const MapReader map(m_document.root(), mapKeys, u"A signal map"_s, m_complaints);
    if (!map.isMap()) {
        return result;
    }
    result.name = m_scalars.text(map.need("signals"_L1), u"\"signals\""_s).value_or(QString());
    result.title = m_scalars.text(map.need("title"_L1), u"\"title\""_s).value_or(QString());
    result.detect = metricName(map.need("detect"_L1), u"\"detect\""_s);
    result.order = m_scalars.integer(map.get("order"_L1), u"\"order\""_s).value_or(100);
    for (rules::RuleGroup &group : readGroups(map.need("groups"_L1))) {
        for (rules::Rule &rule : group.rules) {
            if (auto *recording = std::get_if<rules::RecordingRule>(&rule)) {
                result.rules.push_back(std::move(*recording));
            } else {
                m_complaints.at(std::get<rules::AlertingRule>(rule).where,
                                u"A signal map holds recording rules only; this is an alerting rule."_s);
            }
        }
    }
    return result;
}

std::vector<rules::RuleGroup> RuleReader::readGroups(const YamlPtr &node) const
{
    std::vector<rules::RuleGroup> result;
    if (!node) {
        return result;
    }
    QMap<QString, int> lineOf;
    for (const YamlPtr &item : itemsOf(*node, u"\"groups\""_s, m_complaints)) {
        result.push_back(readGroup(item));
        const QString &name = result.back().name;
        if (const auto known = lineOf.constFind(name); !name.isEmpty() && known != lineOf.constEnd()) {
            m_complaints.at(*item,
                            u"The group \"%1\" is given twice; the first is on line %2."_s.arg(name).arg(*known));
        }
        lineOf.insert(name, item->line);
    }
    return result;
}

rules::RuleGroup RuleReader::readGroup(const YamlPtr &node) const
{
    rules::RuleGroup group;
    const MapReader map(node, groupKeys, u"A group"_s, m_complaints);
    if (!map.isMap()) {
        return group;
    }
    group.name = m_scalars.text(map.need("name"_L1), u"The name of a group"_s).value_or(QString());
    group.interval =
        m_scalars.duration(map.get("interval"_L1), u"\"interval\""_s, Duration{0}, longest).value_or(Duration{0});
    for (const auto key : {"query_offset"_L1, "limit"_L1, "labels"_L1}) {
        if (const YamlPtr later = map.get(key)) {
            m_complaints.at(*later, u"\"%1\" of a group is not available in this version."_s.arg(key),
                            Error::Kind::Unsupported);
        }
    }
    if (const YamlPtr items = map.get("rules"_L1)) {
        for (const YamlPtr &item : itemsOf(*items, u"\"rules\""_s, m_complaints)) {
            if (auto rule = readRule(item)) {
                group.rules.push_back(std::move(*rule));
            }
        }
    }
    return group;
}

std::optional<rules::Rule> RuleReader::readRule(const YamlPtr &node) const
{
    const bool records = node->value(u"record") != nullptr;
    const bool alerts = node->value(u"alert") != nullptr;
    if (!node->isMap() || records == alerts) {
        m_complaints.at(*node, u"A rule must be a map with either \"record\" or \"alert\"."_s);
        return std::nullopt;
    }
    return records ? rules::Rule(readRecording(node)) : rules::Rule(readAlerting(node));
}

rules::RecordingRule RuleReader::readRecording(const YamlPtr &node) const
{
    const MapReader map(node, recordingKeys, u"A recording rule"_s, m_complaints);
    rules::RecordingRule rule;
    rule.record = metricName(map.get("record"_L1), u"\"record\""_s);
    const YamlPtr expression = map.need("expr"_L1);
    rule.expr = m_expressions.expression(expression, u"a rule"_s, rule.text);
    rule.where = m_complaints.where(expression ? *expression : *node);
    const YamlPtr labels = map.get("labels"_L1);
    if (labels && !labels->isMap()) {
        m_complaints.at(*labels, u"\"labels\" must be a map of names and values."_s);
    }
    for (const auto &[name, value] : labels ? labels->entries : decltype(labels->entries){}) {
        if (!series::isLegacyLabelName(name->text.toUtf8()) || name->text == "__name__"_L1) {
            m_complaints.at(*name, u"\"%1\" is not the name of a label."_s.arg(name->text));
        } else if (!value->isScalar()) {
            m_complaints.at(*value, u"The value of a label must be a text."_s);
        } else {
            rule.labels.set(name->text.toUtf8(), value->text.toUtf8());
        }
    }
    return rule;
}

rules::AlertingRule RuleReader::readAlerting(const YamlPtr &node) const
{
    const MapReader map(node, alertingKeys, u"An alerting rule"_s, m_complaints);
    rules::AlertingRule rule;
    rule.alert = m_scalars.text(map.get("alert"_L1), u"\"alert\""_s).value_or(QString());
    const YamlPtr expression = map.need("expr"_L1);
    rule.expr = m_expressions.expression(expression, u"a rule"_s, rule.text);
    rule.where = m_complaints.where(expression ? *expression : *node);
    rule.hold = m_scalars.duration(map.get("for"_L1), u"\"for\""_s, Duration{0}, longest).value_or(Duration{0});
    rule.keepFiringFor =
        m_scalars.duration(map.get("keep_firing_for"_L1), u"\"keep_firing_for\""_s, Duration{0}, longest)
            .value_or(Duration{0});
    rule.labels = readTemplates(map.get("labels"_L1), u"\"labels\""_s);
    rule.annotations = readTemplates(map.get("annotations"_L1), u"\"annotations\""_s);
    return rule;
}

QMap<QString, rules::Annotation> RuleReader::readTemplates(const YamlPtr &node, const QString &what) const
{
    QMap<QString, rules::Annotation> result;
    if (!node) {
        return result;
    }
    if (!node->isMap()) {
        m_complaints.at(*node, u"%1 must be a map of names and texts."_s.arg(what));
        return result;
    }
    for (const auto &[name, value] : node->entries) {
        if (!series::isLegacyLabelName(name->text.toUtf8()) || name->text == "__name__"_L1) {
            m_complaints.at(*name, u"\"%1\" is not a name that %2 may have."_s.arg(name->text, what));
            continue;
        }
        if (!value->isScalar()) {
            m_complaints.at(*value, u"The value of \"%1\" must be a text."_s.arg(name->text));
            continue;
        }
        auto text = rules::Annotation::parse(value->text);
        if (!text) {
            m_expressions.complainInside(*value, text.error());
            continue;
        }
        result.insert(name->text, std::move(*text));
    }
    return result;
}

QByteArray RuleReader::metricName(const YamlPtr &node, const QString &what) const
{
    const auto name = m_scalars.text(node, what);
    if (!name) {
        return {};
    }
    if (!series::isLegacyMetricName(name->toUtf8())) {
        m_complaints.at(*node, u"\"%1\" is not the name of a metric."_s.arg(*name));
        return {};
    }
    return name->toUtf8();
}

} // namespace readyroom::config
