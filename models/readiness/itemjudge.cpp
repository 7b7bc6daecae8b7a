// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/itemjudge.h"

#include "models/readiness/words.h"

namespace readyroom::readiness {

namespace {

Evidence expiredAt(Timestamp now, Evidence evidence)
{
    if (evidence.outcome != Outcome::Unknown && evidence.expires && *evidence.expires <= now) {
        evidence.reason = expiryReason(evidence);
        evidence.outcome = Outcome::Unknown;
    }
    return evidence;
}

ItemResult resultOf(const AssessedItem &item)
{
    if (item.notApplicable) {
        return ItemResult::NotApplicable;
    }
    if (item.live == Outcome::Pass) {
        return ItemResult::Pass;
    }
    if (item.waiver && !item.waiverExpired) {
        return ItemResult::Waived;
    }
    switch (item.live) {
    case Outcome::Partial:
        return ItemResult::Partial;
    case Outcome::Fail:
        return ItemResult::Fail;
    default:
        return ItemResult::Unknown;
    }
}

} // namespace

AssessedItem judged(const Item &item, std::size_t category, const ItemFacts &facts, Timestamp now)
{
    AssessedItem judged{.item = &item, .category = category, .evidence = expiredAt(now, facts.evidence)};
    judged.live = judged.evidence.outcome;
    judged.waiver = facts.standing.waiver ? facts.standing.waiver : item.waiver;
    judged.waiverExpired = judged.waiver && judged.waiver->expires <= now;
    judged.notApplicable = facts.standing.notApplicable ? facts.standing.notApplicable : item.notApplicable;
    judged.result = resultOf(judged);
    judged.blocks = item.blocker && isOpen(judged.result);
    return judged;
}

std::optional<Timestamp> changesAt(const AssessedItem &item, Timestamp now)
{
    std::optional<Timestamp> next;
    const auto consider = [&next, now](Timestamp at) {
        if (at > now && (!next || at < *next)) {
            next = at;
        }
    };
    if (item.live != Outcome::Unknown && item.evidence.expires) {
        consider(*item.evidence.expires);
    }
    if (item.waiver && !item.waiverExpired) {
        consider(item.waiver->expires);
    }
    return next;
}

} // namespace readyroom::readiness
