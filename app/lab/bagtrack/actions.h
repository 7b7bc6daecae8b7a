// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace readyroom::lab {

/// The buttons of bagtrack: a YAML list as below `actions:` of a fleet file, each line ended.
[[nodiscard]] QString bagtrackActions();

} // namespace readyroom::lab
