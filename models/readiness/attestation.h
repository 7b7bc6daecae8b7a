// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

namespace readyroom::readiness {

/// What somebody says, as evidence: taken on its date, and unknown again only when it says so itself. What is observed
/// is that it was attested, the statement is the reason.
[[nodiscard]] Evidence evidenceOf(const AttestEvidence &attestation);

} // namespace readyroom::readiness
