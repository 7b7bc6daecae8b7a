// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/whatif.h"

namespace readyroom::readiness {

Assessment whatIf(const Assessment &assessment, const QSet<QString> &done, Timestamp now)
{
    std::vector<ItemFacts> facts;
    facts.reserve(assessment.items.size());
    for (const AssessedItem &each : assessment.items) {
        ItemFacts known{each.evidence, {each.waiver, each.notApplicable}};
        if (isUnfinished(each.result) && done.contains(each.item->id)) {
            known.evidence.outcome = Outcome::Pass;
            known.evidence.takenAt = now;
            known.evidence.expires.reset();
        }
        facts.push_back(std::move(known));
    }
    return assess(assessment.profile, facts, assessment.service, assessment.environment, now);
}

} // namespace readyroom::readiness
