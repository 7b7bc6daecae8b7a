// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "models/rules/limit.h"
#include "ui/charts/trace.h"
#include "ui/paint/gaugepainter.h"

#include <QString>

#include <vector>

namespace readyroom::service {

/// "p95" for {quantile="0.95"}; "latency" where there is no quantile.
[[nodiscard]] QString quantileName(const series::Labels &labels);

/// The lines that rules draw into the latency chart of a service: the limits of its quantiles, or of its mean.
[[nodiscard]] std::vector<charts::Threshold> latencyThresholds(const std::vector<rules::Limit> &limits,
                                                               const fleet::ServiceStatus &service, bool ofMean);

/// Sets the band of a cache's gauge; of several limits the one that speaks first counts.
void setCacheBand(paint::GaugeFace &face, const std::vector<rules::Limit> &limits, const fleet::ServiceStatus &service,
                  const QString &cache);

} // namespace readyroom::service
