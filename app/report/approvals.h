// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/content.h"

namespace readyroom::report {

/// Who has approved and who has not, which document was signed, and what has drifted from it since. Approvals never
/// change the verdict.
[[nodiscard]] Section approvalsOf(const readiness::Assessment &assessment, const Context &context);

} // namespace readyroom::report
