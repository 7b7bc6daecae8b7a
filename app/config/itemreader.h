// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/evidencereader.h"
#include "models/readiness/profile.h"

namespace readyroom::config {

/// Reads one item of a category.
class ItemReader final {
public:
    /// Relative paths of files start at `folder`.
    ItemReader(const YamlDocument &document, const QDir &folder, Complaints &complaints)
        : m_complaints(complaints)
        , m_scalars(complaints)
        , m_values(complaints)
        , m_evidence(document, folder, complaints)
    {
    }

    [[nodiscard]] readiness::Item read(const YamlPtr &node) const;

private:
    void readTexts(const MapReader &map, readiness::Item &item) const;
    [[nodiscard]] std::optional<readiness::Waiver> waiver(const YamlPtr &node) const;
    [[nodiscard]] std::optional<readiness::NotApplicable> notApplicable(const YamlPtr &node) const;

    Complaints &m_complaints;
    ScalarReader m_scalars;
    ProfileScalars m_values;
    EvidenceReader m_evidence;
};

} // namespace readyroom::config
