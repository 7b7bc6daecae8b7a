// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/complaints.h"
#include "app/config/mapreader.h"
#include "models/drills/action.h"

#include <QStringList>

namespace readyroom::config {

/// Checks that whatever stands as `${name}` in an action has a value when its button is pressed, and that whatever can
/// be chosen has an effect.
class PlaceholderCheck final {
public:
    PlaceholderCheck(const YamlDocument &document, Complaints &complaints)
        : m_document(document)
        , m_complaints(complaints)
    {
    }

    /// `map` is the action as it is written.
    void check(const MapReader &map, const drills::Action &action) const;

private:
    void checkTexts(const YamlNode &node, const QStringList &known) const;
    void checkParameters(const YamlNode &node, const drills::Action &action) const;
    void checkStages(const YamlNode &node, const drills::Action &action) const;

    const YamlDocument &m_document;
    Complaints &m_complaints;
};

} // namespace readyroom::config
