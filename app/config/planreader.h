// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/mapreader.h"
#include "app/config/profilenames.h"
#include "app/config/profilescalars.h"

namespace readyroom::config {

/// Reads what a profile says about its items beyond the checklist: `scenarios:`, `risks:`, `phases:` and `approvals:`.
class PlanReader final {
public:
    PlanReader(const ProfileNames &names, Complaints &complaints)
        : m_names(names)
        , m_complaints(complaints)
        , m_scalars(complaints)
        , m_values(complaints)
    {
    }

    /// `gate` and `floor` are the profile's.
    [[nodiscard]] std::vector<readiness::Scenario> scenarios(const YamlPtr &node, double gate, double floor) const;
    [[nodiscard]] std::vector<readiness::Risk> risks(const YamlPtr &node) const;
    [[nodiscard]] std::vector<readiness::Phase> phases(const YamlPtr &node) const;
    [[nodiscard]] std::vector<readiness::Role> approvals(const YamlPtr &node) const;

private:
    [[nodiscard]] readiness::Scenario scenario(const YamlPtr &node) const;
    [[nodiscard]] readiness::Phase phase(const YamlPtr &node) const;
    [[nodiscard]] readiness::Role role(const YamlPtr &node) const;
    /// Words of a list that must all be among `known`; `kind` is what one is, e.g. "item".
    [[nodiscard]] QStringList references(const YamlPtr &node, const QString &what, const QString &kind,
                                         const QStringList &known) const;

    const ProfileNames &m_names;
    Complaints &m_complaints;
    ScalarReader m_scalars;
    ProfileScalars m_values;
};

/// Complains about a name that an earlier entry has already.
void checkOnce(const YamlPtr &node, QLatin1StringView key, const QString &what, QStringList &seen,
               Complaints &complaints);

} // namespace readyroom::config
