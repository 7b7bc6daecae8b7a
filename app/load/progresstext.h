// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/load/report.h"

#include <QString>

namespace readyroom::load {

/// "1204 requests, 2 failed, p95 41 ms", without full stop; what is not known, or did not happen, is left out.
[[nodiscard]] QString progressText(const Progress &progress);

} // namespace readyroom::load
