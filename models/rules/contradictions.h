// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QStringList>

namespace readyroom::rules {

/// Statements about one service that cannot both be the whole truth, each a short phrase for its tile:
/// "UP but breaker payments OPEN", "instances disagree", "healthy but drained" (a health component called drain or
/// maintenance that says so while the overall health is up). Only fresh answers count.
[[nodiscard]] QStringList contradictions(const fleet::ServiceStatus &service);

} // namespace readyroom::rules
