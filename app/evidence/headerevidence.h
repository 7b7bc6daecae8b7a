// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/instanceanswers.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

namespace readyroom::evidence {

/// Judges the headers of real answers, whatever their status: a page that is not there is protected by headers all the
/// same. With `present`: how many of the names every answer has; some are partial, none fails. With `name`: whether
/// every answer has it, its value matches, and no two answers have the same. An instance that does not answer makes it
/// unknown, unless another one fails.
[[nodiscard]] readiness::Evidence judgeHeaders(const readiness::HeaderEvidence &spec,
                                               const std::vector<InstanceAnswers> &instances);

} // namespace readyroom::evidence
