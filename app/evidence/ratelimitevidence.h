// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace readyroom::evidence {

/// One answer of a run: its status, 0 when none came, and what it said about waiting.
struct LimitAnswer {
    int status = 0;
    QByteArray retryAfter = {};
    QString error = {}; ///< why none came
};

/// Passes when the first answer was let through and a later one was refused as `spec.expect` says. Without any answer
/// nothing is known.
[[nodiscard]] readiness::Evidence judgeRateLimit(const readiness::RateLimitEvidence &spec,
                                                 const std::vector<LimitAnswer> &answers);

} // namespace readyroom::evidence
