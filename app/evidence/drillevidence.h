// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/event.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

#include <optional>

namespace readyroom::evidence {

/// Whether an event is a run of this drill that has ended, against this service.
[[nodiscard]] bool isRunOf(const readiness::DrillEvidence &spec, const journal::Event &event, const QString &service);

/// Judges the newest run of a drill. Only one that completed, did not deviate and is no older than `maxAge` passes. All
/// else fails, also that there was none: the journal is complete, so "never run" is known, not unknown. A pass counts
/// until the run is too old.
[[nodiscard]] readiness::Evidence judgeDrill(const readiness::DrillEvidence &spec,
                                             const std::optional<journal::Event> &newest, Timestamp now);

} // namespace readyroom::evidence
