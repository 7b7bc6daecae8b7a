// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/drift.h"

#include <QHash>

#include <algorithm>

namespace readyroom::readiness {

namespace {

bool gotWorse(ItemResult signedAs, ItemResult now)
{
    switch (signedAs) {
    case ItemResult::NotApplicable:
        return now != ItemResult::NotApplicable && now != ItemResult::Pass;
    case ItemResult::Waived:
        return isOpen(now);
    default:
        // What leaves both sums costs nothing.
        return now != ItemResult::NotApplicable && pointsOf(now) < pointsOf(signedAs);
    }
}

} // namespace

std::vector<Drift> driftOf(const Document &signedDocument, const Assessment &now, const std::vector<Drift> &before)
{
    QHash<QString, ItemResult> signedResults;
    for (const Document::ItemRecord &record : signedDocument.items) {
        signedResults.insert(record.id, record.result);
    }
    std::vector<Drift> drifted;
    for (const AssessedItem &assessed : now.items) {
        const auto signedAs = signedResults.constFind(assessed.item->id);
        if (signedAs == signedResults.constEnd() || !gotWorse(*signedAs, assessed.result)) {
            continue;
        }
        const auto known = std::ranges::find(before, assessed.item->id, &Drift::id);
        const Evidence &evidence = assessed.evidence;
        drifted.push_back({.id = assessed.item->id,
                           .title = assessed.item->title,
                           .signedAs = *signedAs,
                           .now = assessed.result,
                           .since = known != before.end() ? known->since : now.at,
                           .observed = evidence.observed.isEmpty() ? evidence.reason : evidence.observed});
    }
    return drifted;
}

} // namespace readyroom::readiness
