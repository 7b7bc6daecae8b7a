// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/complaints.h"
#include "app/config/scalars.h"
#include "models/drills/catalogue.h"

namespace readyroom::config {

/// Gathers the actions and drills of a fleet file. Complains only about these: the rest is FleetReader's.
class CatalogueReader final {
public:
    CatalogueReader(const YamlDocument &document, Complaints &complaints)
        : m_document(document)
        , m_complaints(complaints)
        , m_scalars(complaints)
    {
    }

    [[nodiscard]] drills::Catalogue read() const;

private:
    void readEnvironments(const YamlPtr &node, drills::Catalogue &catalogue) const;
    void readService(const YamlNode &node, drills::Catalogue &catalogue) const;
    void readFiles(const YamlPtr &node, drills::Catalogue &catalogue) const;

    const YamlDocument &m_document;
    Complaints &m_complaints;
    ScalarReader m_scalars;
};

} // namespace readyroom::config
