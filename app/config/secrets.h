// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleet.h"
#include "models/ports/error.h"

#include <QByteArray>

namespace readyroom::config {

/// Fetches the secret a reference names. A file must be readable by its owner only; one newline at its end is dropped.
/// Kind::Config when the variable is unset or empty, or the file too open, too large or empty; Kind::Io when it cannot
/// be read. No error holds the secret. Blocks on the disk: not for the UI thread.
[[nodiscard]] Result<QByteArray> resolveSecret(const fleet::SecretRef &ref);

} // namespace readyroom::config
