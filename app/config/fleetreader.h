// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/endpointreader.h"
#include "app/config/mapreader.h"
#include "app/config/scalars.h"

#include <QDir>

namespace readyroom::config {

/// Reads a fleet file from its YAML.
class FleetReader final {
public:
    /// Relative paths of files start at the folder of `file`.
    FleetReader(const QString &file, Complaints &complaints);

    /// Worth something only when nothing was complained about.
    [[nodiscard]] fleet::Fleet read(const YamlPtr &root);

private:
    void readEnvironments(const YamlPtr &node);
    [[nodiscard]] EndpointDefaults defaults(const YamlPtr &node) const;
    void readServices(const YamlPtr &node, const EndpointDefaults &defaults);
    void checkEnvironment(const YamlNode &node, const fleet::Service &service, bool declared);
    void checkDependencies(const YamlNode &services) const;
    void readRules(const YamlPtr &node);
    void readStore(const YamlPtr &node);
    void readLaterKeys(const MapReader &map) const;

    QString m_file;
    QDir m_folder;
    Complaints &m_complaints;
    ScalarReader m_scalars;
    fleet::Fleet m_fleet;
};

} // namespace readyroom::config
