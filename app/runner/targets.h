// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/act.h"
#include "models/drills/experiment.h"
#include "models/fleet/fleet.h"

#include <QJsonObject>

#include <vector>

namespace readyroom::runner {

/// The acts that a provider's arguments (placeholders filled) mean: one for each target. Targets are `targets`, else
/// the instances of `service`, else those of the service that the experiment is about; a process and PromQL have none,
/// `lab` has the control address of the service, and etcd and load are one act that knows all targets. Kind::Config
/// when a service is not in the fleet, or there is no target.
[[nodiscard]] Result<std::vector<drills::Act>> actsOf(const QJsonObject &provider, const QString &experimentService,
                                                      const fleet::Fleet &fleet);

/// The service that a drill is about, or null.
[[nodiscard]] const fleet::Service *serviceNamed(const fleet::Fleet &fleet, const QString &name);

} // namespace readyroom::runner
