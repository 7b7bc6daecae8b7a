// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/profile.h"

#include <QHash>
#include <QStringList>

namespace readyroom::config {

/// What the rest of a profile may refer to by name.
struct ProfileNames {
    QStringList ids = {}; ///< of items, in the order of the profile
    QStringList tags = {}; ///< each once
    QHash<QString, QStringList> idsOfTag = {};
    QStringList categories = {};
    QStringList scenarios = {};
    QStringList phases = {};
};

/// Of the categories and their items.
[[nodiscard]] ProfileNames namesOf(const std::vector<readiness::Category> &categories);

} // namespace readyroom::config
