// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/expressionreader.h"
#include "app/config/profilenames.h"
#include "app/config/profilescalars.h"

namespace readyroom::config {

/// Reads `claims:`. An expression may only ask for facts that there are: a category, an item or an input that it names
/// must exist, or it would compute nothing and look like a report that is wrong.
class ClaimReader final {
public:
    ClaimReader(const YamlDocument &document, const ProfileNames &names, Complaints &complaints)
        : m_names(names)
        , m_complaints(complaints)
        , m_scalars(complaints)
        , m_values(complaints)
        , m_expressions(document, complaints)
    {
    }

    [[nodiscard]] std::vector<readiness::Claim> read(const YamlPtr &node) const;

private:
    [[nodiscard]] readiness::ValueClaim valueClaim(const YamlPtr &node) const;
    [[nodiscard]] QMap<QString, readiness::ValueClaim::Input> inputs(const YamlPtr &node) const;
    [[nodiscard]] std::optional<readiness::ValueClaim::Input> input(const YamlPtr &node, const QString &name) const;
    [[nodiscard]] readiness::ConflictClaim conflictClaim(const YamlPtr &node) const;
    [[nodiscard]] QStringList statements(const YamlPtr &node, const QString &what) const;
    void checkFacts(const YamlNode &scalar, const promql::Expr &expr, const QStringList &inputs) const;
    void checkSelector(const YamlNode &scalar, const promql::Expr &expr, const QStringList &inputs) const;
    /// What an equality with this label of this fact may name; absent when the fact has no such label.
    [[nodiscard]] std::optional<QStringList> valuesOf(const QString &fact, const QString &label,
                                                      const QStringList &inputs) const;

    const ProfileNames &m_names;
    Complaints &m_complaints;
    ScalarReader m_scalars;
    ProfileScalars m_values;
    ExpressionReader m_expressions;
};

} // namespace readyroom::config
