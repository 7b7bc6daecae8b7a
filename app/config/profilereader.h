// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/itemreader.h"
#include "models/readiness/profile.h"

#include <QDir>

namespace readyroom::config {

/// Reads a readiness profile from its YAML.
class ProfileReader final {
public:
    /// Relative paths of files start at the folder of the document's file.
    ProfileReader(const YamlDocument &document, Complaints &complaints);

    /// Worth something only when nothing was complained about. Without `file` and `sha256`.
    [[nodiscard]] readiness::Profile read() const;

private:
    void readHead(const MapReader &map, readiness::Profile &profile) const;
    [[nodiscard]] std::vector<readiness::Category> categories(const YamlPtr &node) const;
    [[nodiscard]] readiness::Category category(const YamlPtr &node) const;
    void checkIds(const YamlNode &categories) const;

    const YamlDocument &m_document;
    Complaints &m_complaints;
    ScalarReader m_scalars;
    ProfileScalars m_values;
    ItemReader m_items;
};

} // namespace readyroom::config
