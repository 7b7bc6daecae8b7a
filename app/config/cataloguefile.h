// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/fleetfile.h"
#include "models/drills/catalogue.h"

#include <QByteArray>
#include <QString>

namespace readyroom::config {

/// Reads what a fleet file says about actions and drills (docs/actions.md); loadFleet() reads the rest, and complains
/// about this part, too. Experiments are only named: what is wrong inside one is told where drills are shown.
[[nodiscard]] Loaded<drills::Catalogue> loadCatalogue(const QString &path);
/// The same for a text that is already in memory. Relative paths in it start at the folder of `file`.
[[nodiscard]] Loaded<drills::Catalogue> loadCatalogueText(const QByteArray &text, const QString &file);

} // namespace readyroom::config
