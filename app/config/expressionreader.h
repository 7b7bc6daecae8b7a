// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/mapreader.h"
#include "models/promql/ast.h"
#include "models/readiness/threshold.h"

#include <optional>

namespace readyroom::config {

/// Reads texts of other languages that stand inside a scalar; an error in one is placed at its own line and column in
/// the file.
class ExpressionReader final {
public:
    ExpressionReader(const YamlDocument &document, Complaints &complaints)
        : m_document(document)
        , m_complaints(complaints)
    {
    }

    /// PromQL that yields an instant vector or a scalar; `owner` names whose expression it is, e.g. "a rule". `text`
    /// becomes the expression without blanks around it. Null when it is wrong or `node` is null.
    [[nodiscard]] promql::ExprPtr expression(const YamlPtr &node, const QString &owner, QString &text) const;
    /// "< 0.2"; `what` names the key.
    [[nodiscard]] std::optional<readiness::Threshold> threshold(const YamlPtr &node, const QString &what) const;
    /// `pass:` and `partial:` of a map; complains when nothing that is no pass could be partial.
    void thresholds(const MapReader &map, readiness::Threshold &pass,
                    std::optional<readiness::Threshold> &partial) const;
    /// Places an error that stands inside a scalar's text.
    void complainInside(const YamlNode &scalar, const Error &error) const;

private:
    const YamlDocument &m_document;
    Complaints &m_complaints;
};

} // namespace readyroom::config
