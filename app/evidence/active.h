// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"
#include "app/security/permit.h"
#include "app/security/redactor.h"
#include "models/fleet/fleet.h"
#include "models/ports/clock.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

#include <QCoroTask>
#include <QString>

#include <functional>
#include <stop_token>

namespace readyroom::http {
class Transport;
}

/// Evidence that is collected on request only, because it puts load on a service or starts a program.
namespace readyroom::evidence {

/// What an active collector is given. A value; the references outlive the collecting.
struct ActiveContext {
    fleet::Service service;
    http::Credentials credentials;
    http::Transport &transport;
    const Clock &clock;
    security::Redactor redactor;
    /// Called on the thread of the caller, at most ten times a second: part that is done (0 … 1) and what happens.
    std::function<void(double done, QString doing)> progress;
};

/// Each yields evidence, whatever happens: what could not be collected is Unknown with the reason. A requested stop is
/// Unknown with "it was withdrawn", which the caller drops. `expires` is left to the caller.
[[nodiscard]] QCoro::Task<readiness::Evidence> collectRateLimit(readiness::RateLimitEvidence spec,
                                                                ActiveContext context, security::Permit permit,
                                                                std::stop_token stop);
[[nodiscard]] QCoro::Task<readiness::Evidence> collectLoad(readiness::LoadEvidence spec, ActiveContext context,
                                                           security::Permit permit, std::stop_token stop);
/// The program runs in an environment without the secrets of this one, its output is capped and redacted, and it is
/// killed at its timeout, with everything that it has started.
[[nodiscard]] QCoro::Task<readiness::Evidence> collectCommand(readiness::CommandEvidence spec, ActiveContext context,
                                                              security::Permit permit, std::stop_token stop);

/// Whichever of them it takes.
[[nodiscard]] QCoro::Task<readiness::Evidence> collectActive(readiness::EvidenceSpec spec, ActiveContext context,
                                                             security::Permit permit, std::stop_token stop);

} // namespace readyroom::evidence
