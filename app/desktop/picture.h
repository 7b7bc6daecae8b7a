// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

class QWidget;

namespace readyroom::desktop {

/// Writes what the widget looks like to a file, whose ending names the format. Fails with Kind::Io and one sentence.
[[nodiscard]] Result<void> savePicture(QWidget &widget, const QString &file);

} // namespace readyroom::desktop
