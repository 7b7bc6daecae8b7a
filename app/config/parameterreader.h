// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/profilescalars.h"
#include "app/config/scalars.h"
#include "models/drills/action.h"

#include <vector>

namespace readyroom::config {

/// Reads `parameters:` of an action (docs/actions.md).
class ParameterReader final {
public:
    explicit ParameterReader(Complaints &complaints)
        : m_complaints(complaints)
        , m_scalars(complaints)
        , m_values(complaints)
    {
    }

    [[nodiscard]] std::vector<drills::Parameter> read(const YamlPtr &node) const;

private:
    [[nodiscard]] drills::Parameter one(const YamlPtr &node) const;
    void readChoices(const YamlPtr &node, drills::Parameter &parameter) const;
    void readBounds(const YamlPtr &least, const YamlPtr &most, drills::Parameter &parameter) const;
    void readInitial(const YamlPtr &node, drills::Parameter &parameter) const;

    Complaints &m_complaints;
    ScalarReader m_scalars;
    ProfileScalars m_values;
};

} // namespace readyroom::config
