// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleet.h"
#include "models/ports/error.h"

#include <QByteArray>
#include <QString>

#include <expected>
#include <vector>

namespace readyroom::config {

/// Everything that is wrong with a file, in the order of its lines; each has a position and one whole sentence.
using Errors = std::vector<Error>;
template<typename T> using Loaded = std::expected<T, Errors>;

/// Reads a fleet file. All or nothing: with a single error no fleet comes back.
[[nodiscard]] Loaded<fleet::Fleet> loadFleet(const QString &path);
/// The same for a text that is already in memory. Relative paths in it start at the folder of `file`.
[[nodiscard]] Loaded<fleet::Fleet> loadFleetText(const QByteArray &text, const QString &file);

} // namespace readyroom::config
