// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/instanceanswers.h"
#include "models/ports/time.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

#include <QUrl>

namespace readyroom::evidence {

/// Judges handshakes, one for each instance (see ServiceClient::handshake): the version that was agreed on, and how
/// long the leaf certificate is valid. A certificate that is not trusted fails; a peer that does not answer is unknown.
/// What the peer said after the handshake does not matter. `verified` is false when the fleet file does not want
/// certificates to be verified, which is told.
[[nodiscard]] readiness::Evidence judgeTls(const readiness::TlsEvidence &spec,
                                           const std::vector<InstanceAnswers> &handshakes, bool verified,
                                           Timestamp now);
/// A service that is asked over plain http.
[[nodiscard]] readiness::Evidence withoutTls(const readiness::TlsEvidence &spec, const QUrl &instance);

} // namespace readyroom::evidence
