// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/program.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

namespace readyroom::evidence {

[[nodiscard]] readiness::Evidence judgeCommand(const readiness::CommandEvidence &spec,
                                               const process::ProgramResult &result);

} // namespace readyroom::evidence
