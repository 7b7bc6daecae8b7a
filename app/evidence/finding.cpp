// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/finding.h"

#include "models/journal/sha256.h"

#include <algorithm>
#include <utility>

namespace readyroom::evidence {

using readiness::Evidence;
using readiness::Outcome;

Evidence unknown(QString reason, QString target)
{
    if (reason.endsWith(u'.')) {
        reason.chop(1);
    }
    return {.outcome = Outcome::Unknown, .target = std::move(target), .reason = std::move(reason)};
}

Evidence unknown(const Error &error, QString target)
{
    return unknown(error.message, std::move(target));
}

int badness(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Pass:
        return 0;
    case Outcome::Partial:
        return 1;
    case Outcome::Unknown:
        return 2;
    case Outcome::Fail:
        break;
    }
    return 3;
}

Evidence worst(std::vector<Evidence> findings)
{
    return std::move(
        *std::ranges::max_element(findings, {}, [](const Evidence &evidence) { return badness(evidence.outcome); }));
}

Evidence withRaw(Evidence evidence, const QByteArray &answer)
{
    evidence.sha256 = journal::sha256(answer).toHex();
    evidence.raw = answer.left(readiness::maxRawBytes);
    return evidence;
}

Evidence redacted(Evidence evidence, const security::Redactor &redactor)
{
    evidence.observed = redactor.redacted(evidence.observed);
    evidence.reason = redactor.redacted(evidence.reason);
    if (const QByteArray raw = redactor.redacted(evidence.raw); raw != evidence.raw) {
        return withRaw(std::move(evidence), raw);
    }
    return evidence;
}

} // namespace readyroom::evidence
