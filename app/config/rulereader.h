// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/expressionreader.h"
#include "app/config/scalars.h"
#include "models/rules/rule.h"

namespace readyroom::config {

/// Reads rule groups and signal maps from their YAML.
class RuleReader final {
public:
    RuleReader(const YamlDocument &document, Complaints &complaints)
        : m_document(document)
        , m_complaints(complaints)
        , m_scalars(complaints)
        , m_expressions(document, complaints)
    {
    }

    /// Both are worth something only when nothing was complained about.
    [[nodiscard]] std::vector<rules::RuleGroup> groups() const;
    [[nodiscard]] rules::SignalMap signalMap() const;

private:
    [[nodiscard]] std::vector<rules::RuleGroup> readGroups(const YamlPtr &node) const;
    [[nodiscard]] rules::RuleGroup readGroup(const YamlPtr &node) const;
    [[nodiscard]] std::optional<rules::Rule> readRule(const YamlPtr &node) const;
    [[nodiscard]] rules::RecordingRule readRecording(const YamlPtr &node) const;
    [[nodiscard]] rules::AlertingRule readAlerting(const YamlPtr &node) const;
    [[nodiscard]] QMap<QString, rules::Annotation> readTemplates(const YamlPtr &node, const QString &what) const;
    [[nodiscard]] QByteArray metricName(const YamlPtr &node, const QString &what) const;

    const YamlDocument &m_document;
    Complaints &m_complaints;
    ScalarReader m_scalars;
    ExpressionReader m_expressions;
};

} // namespace readyroom::config
