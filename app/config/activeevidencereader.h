// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/expressionreader.h"
#include "app/config/profilescalars.h"
#include "models/readiness/evidencespec.h"

namespace readyroom::config {

/// Reads the kinds of evidence that run only on request: `rate_limit:`, `load:` and `command:`.
class ActiveEvidenceReader final {
public:
    ActiveEvidenceReader(const YamlDocument &document, Complaints &complaints)
        : m_complaints(complaints)
        , m_scalars(complaints)
        , m_values(complaints)
        , m_expressions(document, complaints)
    {
    }

    /// `evidence` is the map with the kind as its key; absent when it is none of these.
    [[nodiscard]] std::optional<readiness::EvidenceSpec> read(const MapReader &evidence) const;

private:
    [[nodiscard]] readiness::RateLimitEvidence rateLimit(const YamlPtr &node) const;
    [[nodiscard]] readiness::LoadEvidence load(const YamlPtr &node) const;
    [[nodiscard]] std::vector<readiness::LoadEvidence::Limit> limits(const YamlPtr &node) const;
    [[nodiscard]] readiness::CommandEvidence command(const YamlPtr &node) const;

    Complaints &m_complaints;
    ScalarReader m_scalars;
    ProfileScalars m_values;
    ExpressionReader m_expressions;
};

} // namespace readyroom::config
