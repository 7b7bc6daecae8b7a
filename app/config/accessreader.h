// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/mapreader.h"
#include "app/config/scalars.h"

#include <QDir>

namespace readyroom::config {

/// Reads what a service's requests carry: `headers:`, `auth:` and `tls:`.
class AccessReader final {
public:
    /// Relative paths of files start at `folder`.
    AccessReader(QDir folder, Complaints &complaints)
        : m_folder(std::move(folder))
        , m_complaints(complaints)
        , m_scalars(complaints)
    {
    }

    [[nodiscard]] std::vector<std::pair<QByteArray, QByteArray>> headers(const YamlPtr &node) const;
    [[nodiscard]] fleet::Auth auth(const YamlPtr &node) const;
    [[nodiscard]] fleet::Tls tls(const YamlPtr &node) const;

private:
    [[nodiscard]] std::optional<fleet::SecretRef> secret(const YamlPtr &node, const QString &what) const;
    [[nodiscard]] QString file(const YamlPtr &node, const QString &what) const;

    QDir m_folder;
    Complaints &m_complaints;
    ScalarReader m_scalars;
};

} // namespace readyroom::config
