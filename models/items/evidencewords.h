// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/evidencespec.h"

#include <QString>

namespace readyroom::items {

/// What the evidence of an item asks, as people read it: "service:error_ratio < 0.01 for 5 min", "GET /health answers
/// 200", "An attestation by ops of 21 Nov 2026: …". May have several lines.
[[nodiscard]] QString evidenceText(const readiness::EvidenceSpec &spec);

} // namespace readyroom::items
