// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/secret.h"
#include "models/ports/error.h"

#include <QString>

namespace readyroom::security {

/// The value of an environment variable. Kind::Config when it is unset or empty.
[[nodiscard]] Result<Secret> secretFromEnvironment(const QString &name);

/// The content of a file that its owner only may read; one newline at its end is dropped. Kind::Config when the file is
/// too open, larger than 64 KiB or empty; Kind::Io when it cannot be read. Blocks on the disk.
[[nodiscard]] Result<Secret> secretFromFile(const QString &path);

} // namespace readyroom::security
