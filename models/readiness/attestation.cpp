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

QString observedOf(AttestEvidence::Says says)
{
    switch (says) {
    case AttestEvidence::Says::Pass:
        return u"attested"_s;
    case AttestEvidence::Says::Partial:
        return u"attested in part"_s;
    case AttestEvidence::Says::Fail:
        break;
    }
    return u"attested open"_s;
}

} // namespace

Evidence evidenceOf(const AttestEvidence &attestation)
{
    return {.outcome = outcomeOf(attestation.says),
            .observed = observedOf(attestation.says),
            .reason = attestation.by.isEmpty() ? attestation.statement
                                               : QString(attestation.by + u": "_s + attestation.statement),
            .takenAt = attestation.date,
            .expires = attestation.expires};
}

} // namespace readyroom::readiness
