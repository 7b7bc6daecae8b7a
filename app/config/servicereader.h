// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/accessreader.h"
#include "app/config/endpointreader.h"

namespace readyroom::config {

/// Reads one entry of `services:`.
class ServiceReader final {
public:
    ServiceReader(const EndpointDefaults &defaults, const QDir &folder, Complaints &complaints)
        : m_folder(folder)
        , m_complaints(complaints)
        , m_scalars(complaints)
        , m_endpoints(defaults, complaints)
        , m_access(folder, complaints)
    {
    }

    [[nodiscard]] fleet::Service read(const YamlPtr &node) const;

private:
    void readInstances(const YamlPtr &node, fleet::Service &service) const;
    void readEndpoints(const MapReader &map, fleet::Service &service) const;
    void readSignals(const MapReader &map, fleet::Service &service) const;
    void readLaterKeys(const MapReader &map) const;
    [[nodiscard]] QString profile(const YamlPtr &node) const;
    [[nodiscard]] QMap<QString, QString> selector(const YamlPtr &node) const;

    QDir m_folder;
    Complaints &m_complaints;
    ScalarReader m_scalars;
    EndpointReader m_endpoints;
    AccessReader m_access;
};

} // namespace readyroom::config
