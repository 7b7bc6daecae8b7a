// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/activeevidencereader.h"
#include "app/config/profilescalars.h"
#include "models/readiness/evidencespec.h"

#include <QDir>

namespace readyroom::config {

/// Reads `evidence:` of an item: what it is proved by.
class EvidenceReader final {
public:
    /// Relative paths of files start at `folder`.
    EvidenceReader(const YamlDocument &document, QDir folder, Complaints &complaints)
        : m_folder(std::move(folder))
        , m_complaints(complaints)
        , m_scalars(complaints)
        , m_values(complaints)
        , m_expressions(document, complaints)
        , m_active(document, complaints)
    {
    }

    /// Absent when `node` is null or wrong.
    [[nodiscard]] std::optional<readiness::EvidenceSpec> read(const YamlPtr &node) const;

private:
    [[nodiscard]] readiness::EvidenceSpec query(const YamlPtr &node) const;
    [[nodiscard]] readiness::EvidenceSpec health(const YamlPtr &node) const;
    [[nodiscard]] readiness::EvidenceSpec header(const YamlPtr &node) const;
    void readHeaderNames(const MapReader &map, readiness::HeaderEvidence &header) const;
    void readOneHeader(const MapReader &map, readiness::HeaderEvidence &header) const;
    [[nodiscard]] readiness::EvidenceSpec tls(const YamlPtr &node) const;
    [[nodiscard]] readiness::EvidenceSpec http(const YamlPtr &node) const;
    [[nodiscard]] std::vector<int> statuses(const YamlPtr &node) const;
    [[nodiscard]] readiness::EvidenceSpec drill(const YamlPtr &node) const;
    [[nodiscard]] readiness::EvidenceSpec coverage(const YamlPtr &node) const;
    [[nodiscard]] readiness::EvidenceSpec attest(const YamlPtr &node) const;

    QDir m_folder;
    Complaints &m_complaints;
    ScalarReader m_scalars;
    ProfileScalars m_values;
    ExpressionReader m_expressions;
    ActiveEvidenceReader m_active;
};

} // namespace readyroom::config
