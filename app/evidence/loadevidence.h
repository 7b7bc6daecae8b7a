// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/load/report.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

namespace readyroom::evidence {

/// Judges a load by its limits, the worst of which counts. Without any answer nothing is known of latency and
/// throughput; success is then 0.
[[nodiscard]] readiness::Evidence judgeLoad(const readiness::LoadEvidence &spec, const load::Report &report);

} // namespace readyroom::evidence
