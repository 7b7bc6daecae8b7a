// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

namespace readyroom::evidence {

/// Judges the health endpoints of a service by their latest polls; `service` is null when the snapshot has none.
///
/// The worst instance counts. Degraded is partial; down and "not exposed" (404) fail, and so does an endpoint that
/// answers with another status that means failure, or does not answer any more. One that never answered, one that is
/// not asked at the moment (this machine slept, its network is out) and a component that nobody mentions are unknown.
[[nodiscard]] readiness::Evidence judgeHealth(const readiness::HealthEvidence &spec,
                                              const fleet::ServiceStatus *service, const QString &notice);

} // namespace readyroom::evidence
