// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/decisioncheck.h"

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::Decision;
using What = readiness::Decision::What;

namespace {

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Error::Kind::Config, sentence);
}

bool isBlank(const QString &text)
{
    return text.trimmed().isEmpty();
}

Result<void> checkWaiver(const readiness::Waiver &waiver, Timestamp now)
{
    if (isBlank(waiver.owner)) {
        return wrong(u"A waiver needs somebody who answers for it."_s);
    }
    if (isBlank(waiver.reason)) {
        return wrong(u"A waiver needs a reason."_s);
    }
    return waiver.expires > now ? Result<void>() : wrong(u"A waiver ends in the future."_s);
}

Result<void> checkLifting(bool decided, bool inProfile, const QString &item, const QString &what)
{
    if (decided) {
        return {};
    }
    return inProfile ? wrong(u"That %1 %2 stands in the profile; change it there."_s.arg(item, what))
                     : wrong(u"Nobody has decided that %1 %2."_s.arg(item, what));
}

} // namespace

Result<void> checkDecision(const Decision &decision, const readiness::Profile &profile,
                           const readiness::Recorded &recorded, Timestamp now)
{
    const readiness::Item *const item = profile.item(decision.item);
    if (item == nullptr) {
        return wrong(u"The profile %1 has no item %2."_s.arg(profile.name, decision.item));
    }
    const readiness::Standing standing = recorded.standings.value(item->id);
    switch (decision.what) {
    case What::Waive:
        return checkWaiver(decision.waiver, now);
    case What::LiftWaiver:
        return checkLifting(standing.waiver.has_value(), item->waiver.has_value(), item->id, u"is waived"_s);
    case What::Applicable:
        return checkLifting(standing.notApplicable.has_value(), item->notApplicable.has_value(), item->id,
                            u"does not apply"_s);
    case What::NotApplicable:
        return isBlank(decision.text) ? wrong(u"That an item does not apply needs a reason."_s) : Result<void>();
    case What::Note:
        return isBlank(decision.text) ? wrong(u"The note is empty."_s) : Result<void>();
    case What::Attest:
        break;
    }
    if (isBlank(decision.text)) {
        return wrong(u"An attestation needs a statement."_s);
    }
    return !decision.expires || *decision.expires > now ? Result<void>()
                                                        : wrong(u"An attestation ends in the future."_s);
}

} // namespace readyroom::evidence
