// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/serviceclient.h"
#include "models/ports/error.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

#include <QCoroTask>

#include <cstddef>
#include <stop_token>

namespace readyroom::evidence {

/// Evidence for which the instances of a service are asked: header, tls, http.
[[nodiscard]] bool asksService(const readiness::EvidenceSpec &spec);

/// Asks every instance, one after the other, and judges what they say. On the thread of `client`, which outlives it.
/// Kind::Cancelled after a requested stop; everything else that goes wrong is evidence.
[[nodiscard]] QCoro::Task<Result<readiness::Evidence>>
collectFromService(ServiceClient &client, readiness::EvidenceSpec spec, std::size_t service, std::stop_token stop);

} // namespace readyroom::evidence
