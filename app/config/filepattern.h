// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/complaints.h"

#include <QDir>
#include <QString>
#include <QStringList>

namespace readyroom::config {

/// The files that a pattern of a fleet file means, absolute, in the order of their names; only its last part may hold
/// "*" and "?". `kind` names them in sentences, e.g. "rule file".
[[nodiscard]] QStringList filesMatching(const QDir &folder, const YamlNode &node, const QString &pattern,
                                        const QString &kind, Complaints &complaints);

} // namespace readyroom::config
