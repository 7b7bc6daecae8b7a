// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/instanceanswers.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

namespace readyroom::evidence {

/// Judges one answer of each instance: its status, and what stands at the JSON pointer. The worst instance counts; no
/// answer is unknown. A body that is not JSON, and a pointer to nothing, fail: it was answered, and not what was asked
/// for.
[[nodiscard]] readiness::Evidence judgeHttp(const readiness::HttpEvidence &spec,
                                            const std::vector<InstanceAnswers> &instances);

} // namespace readyroom::evidence
