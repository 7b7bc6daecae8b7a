// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/fleetfile.h"
#include "models/readiness/profile.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace readyroom::config {

/// Reads a readiness profile (docs/profile-format.md). Refused as a whole, with everything that is wrong with it, each
/// with its place; expressions, thresholds and patterns are parsed, and every id, tag and name that is referred to must
/// exist. Relative paths are resolved beside the file.
[[nodiscard]] Loaded<readiness::Profile> loadProfile(const QString &path);
[[nodiscard]] Loaded<readiness::Profile> loadProfileText(const QByteArray &text, const QString &file);

/// Names of the profiles that Readyroom brings along, in the order of the list.
[[nodiscard]] QStringList builtInProfiles();
/// Whether a text is the name of a profile, not its path (whatever has a "/" or ends with .yaml or .yml).
[[nodiscard]] bool isProfileName(const QString &nameOrPath);
/// Where a profile is: a built-in one by its name, another one by its name in ownProfileFolder(), or a path as it is.
[[nodiscard]] QString profilePath(const QString &nameOrPath);
/// The folder of a user's own profiles: $XDG_CONFIG_HOME/readyroom/profiles.
[[nodiscard]] QString ownProfileFolder();

} // namespace readyroom::config
