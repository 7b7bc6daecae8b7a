// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/assessment.h"

#include "models/readiness/claims.h"
#include "models/readiness/forecasts.h"
#include "models/readiness/itemjudge.h"
#include "models/readiness/scoring.h"
#include "models/readiness/words.h"

#include <algorithm>
#include <array>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

void judgeItems(const std::vector<ItemFacts> &facts, Assessment &assessment)
{
    assessment.items.reserve(facts.size());
    for (std::size_t category = 0; category < assessment.profile->categories.size(); ++category) {
        for (const Item &item : assessment.profile->categories[category].items) {
            assessment.items.push_back(judged(item, category, facts[assessment.items.size()], assessment.at));
        }
    }
}

void addConditions(Assessment &assessment)
{
    assessment.conditions = assessment.profile->conditions;
    for (std::size_t i = 0; i < assessment.items.size(); ++i) {
        if (isUnfinished(assessment.items[i].result)) {
            assessment.conditions += conditionOf(assessment.items[i]);
        }
    }
}

void addChangesAt(Assessment &assessment)
{
    for (const AssessedItem &item : assessment.items) {
        const std::optional<Timestamp> change = changesAt(item, assessment.at);
        if (change && (!assessment.changesAt || *change < *assessment.changesAt)) {
            assessment.changesAt = change;
        }
    }
}

void score(const ItemResults &results, Assessment &assessment)
{
    const Profile &profile = *assessment.profile;
    Scores scores = scoresOf(profile, results);
    assessment.score = scores.overall;
    for (std::size_t i = 0; i < profile.categories.size(); ++i) {
        assessment.categories.push_back(
            {.score = scores.categories[i], .assessed = profile.categories[i].assessed.has_value()});
    }
    for (const AssessedItem &item : assessment.items) {
        CategoryScore &category = assessment.categories[item.category];
        category.applicable += item.result != ItemResult::NotApplicable ? 1 : 0;
        category.unknown += item.result == ItemResult::Unknown ? 1 : 0;
        category.blocks = category.blocks || item.blocks;
    }
    for (const CategoryScore &category : assessment.categories) {
        assessment.applicable += category.applicable;
        assessment.unknown += category.unknown;
    }
}

void decide(const ItemResults &results, Assessment &assessment)
{
    const Grounds grounds = groundsOf(*assessment.profile, results, assessment.score);
    assessment.verdict = verdictOf(grounds);
    assessment.why = whyOf(grounds, assessment.items);
    if (const QString unknown = unknownText(assessment.unknown, assessment.applicable); !unknown.isEmpty()) {
        assessment.why.push_back(unknown);
    }
}

/// What follows from the results alone.
void conclude(const ItemResults &results, Assessment &assessment)
{
    const Profile &profile = *assessment.profile;
    score(results, assessment);
    decide(results, assessment);
    assessment.scenarios = scenarioVerdicts(profile, assessment.items, results, assessment.score);
    assessment.risks = riskStandings(profile, results);
    assessment.phases = phaseForecasts(profile, results);
    assessment.path = shortestPath(profile, results);
    const std::vector<Fact> facts = profile.claims.empty() ? std::vector<Fact>() : factsOf(assessment);
    for (const Claim &claim : profile.claims) {
        assessment.claims.push_back(check(claim, facts, assessment.at));
    }
}

bool sameResults(const Assessment &a, const Assessment &b)
{
    return a.profile == b.profile
        && std::ranges::equal(a.items, b.items, {}, &AssessedItem::result, &AssessedItem::result);
}

/// What conclude() would say again.
void concludeAs(const Assessment &previous, Assessment &assessment)
{
    assessment.categories = previous.categories;
    assessment.score = previous.score;
    assessment.verdict = previous.verdict;
    assessment.applicable = previous.applicable;
    assessment.unknown = previous.unknown;
    assessment.why = previous.why;
    assessment.scenarios = previous.scenarios;
    assessment.risks = previous.risks;
    assessment.phases = previous.phases;
    assessment.claims = previous.claims;
    assessment.path = previous.path;
}

ItemResults resultsOf(const Assessment &assessment)
{
    ItemResults results;
    results.reserve(assessment.items.size());
    for (const AssessedItem &item : assessment.items) {
        results.push_back(item.result);
    }
    return results;
}

} // namespace

QString claimResultName(ClaimResult result)
{
    /// In the order of ClaimResult.
    constexpr std::array names{"holds"_L1, "within_rounding"_L1, "does_not_hold"_L1, "conflict"_L1};
    return names.at(static_cast<std::size_t>(result));
}

const AssessedItem *Assessment::item(QStringView id) const
{
    const auto found =
        std::ranges::find_if(items, [id](const AssessedItem &assessed) { return assessed.item->id == id; });
    return found == items.end() ? nullptr : &*found;
}

Assessment assess(std::shared_ptr<const Profile> profile, const std::vector<ItemFacts> &facts, const QString &service,
                  const QString &environment, Timestamp now, const Assessment *previous)
{
    Q_ASSERT(profile);
    Assessment assessment{.profile = std::move(profile),
                          .service = service,
                          .environment = environment,
                          .at = now,
                          .items = {},
                          .categories = {}};
    judgeItems(facts, assessment);
    if (previous && sameResults(*previous, assessment)) {
        concludeAs(*previous, assessment);
    } else {
        conclude(resultsOf(assessment), assessment);
    }
    addConditions(assessment);
    addChangesAt(assessment);
    return assessment;
}

} // namespace readyroom::readiness
