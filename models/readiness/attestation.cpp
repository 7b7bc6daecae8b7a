// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/attestation.h"

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

Outcome outcomeOf(AttestEvidence::Says says)
{
    switch (says) {
    case AttestEvidence::Says::Pass:
        return Outcome::Pass;
    case AttestEvidence::Says::Partial:
        return Outcome::Partial;
    case AttestEvidence::Says::Fail:
        break;
    }
    return Outcome::Fail;
}

} // namespace

Evidence evidenceOf(const AttestEvidence &attestation)
{
    return {.outcome = outcomeOf(attestation.says),
            .observed = attestation.by.isEmpty() ? u"attested"_s : u"attested by %1"_s.arg(attestation.by),
            .reason = attestation.statement,
            .takenAt = attestation.date,
            .expires = attestation.expires};
}

} // namespace readyroom::readiness
