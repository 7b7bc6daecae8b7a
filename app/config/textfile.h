// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/fleetfile.h"

namespace readyroom::config {

/// The bytes of a configuration file, at most one more than the largest that is read.
[[nodiscard]] Loaded<QByteArray> readTextFile(const QString &path);

} // namespace readyroom::config
