// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/expressionreader.h"
#include "app/config/profilescalars.h"
#include "app/config/scalars.h"
#include "models/drills/action.h"

namespace readyroom::config {

/// Reads one entry of a service's `actions:` (docs/actions.md).
class ActionReader final {
public:
    ActionReader(const YamlDocument &document, Complaints &complaints)
        : m_document(document)
        , m_complaints(complaints)
        , m_scalars(complaints)
        , m_values(complaints)
        , m_expressions(document, complaints)
    {
    }

    [[nodiscard]] drills::Action read(const YamlPtr &node) const;

private:
    [[nodiscard]] QJsonObject provider(const YamlPtr &node, const QString &what) const;
    [[nodiscard]] std::vector<drills::Guard> guards(const YamlPtr &node) const;
    [[nodiscard]] drills::Guard guard(const YamlPtr &node, const QString &what) const;
    [[nodiscard]] drills::Trigger trigger(const YamlPtr &node) const;
    [[nodiscard]] std::optional<drills::Measure> measure(const YamlPtr &node) const;
    [[nodiscard]] std::optional<drills::OriginLoad> originLoad(const YamlPtr &node) const;
    void readTargets(const YamlPtr &node, drills::Action &action) const;
    void readRecovery(const MapReader &map, drills::Action &action) const;
    void readStrategy(const MapReader &map, drills::Action &action) const;
    void readStages(const YamlPtr &node, drills::Action &action) const;

    const YamlDocument &m_document;
    Complaints &m_complaints;
    ScalarReader m_scalars;
    ProfileScalars m_values;
    ExpressionReader m_expressions;
};

} // namespace readyroom::config
