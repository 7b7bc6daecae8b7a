// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"
#include "tests/models/journal/randomjson.h"
#include "tests/models/readiness/somedocument.h"

#include <QString>

#include <chrono>
#include <memory>

namespace readyroom::test {

/// A profile of two categories with a blocker that fails, an item nobody has attested and whose waiver has expired, and
/// one that is not applicable; judged at someTime().
inline readiness::Assessment someAssessment()
{
    using namespace std::chrono_literals;
    using namespace readiness;
    using namespace Qt::StringLiterals;
    auto profile = std::make_shared<Profile>();
    profile->name = u"checkout"_s;
    profile->title = u"Checkout"_s;
    profile->gate = 92.5;
    profile->floor = 55;
    profile->sha256 = hexOf("yaml");
    profile->approvals = {{u"architecture"_s, u"Architecture"_s}, {u"security"_s, u"Security"_s}};
    const QueryEvidence p95{
        .expr = u"p95"_s, .parsed = {}, .pass = {Threshold::Operator::Less, 0.2}, .unit = Unit::Seconds};
    Item latency{.id = u"latency"_s,
                 .title = u"Fast enough"_s,
                 .severity = Severity::High,
                 .blocker = true,
                 .owner = u"Payments"_s,
                 .description = u"As promised to the shop."_s,
                 .fix = u"Cache the prices."_s,
                 .evidence = p95};
    latency.effort = 5;
    const Item runbook{.id = u"runbook"_s, .title = u"Run book"_s, .severity = Severity::Low};
    const Item cache{.id = u"cache"_s, .title = u"Cache"_s};
    profile->categories = {{.name = u"Performance"_s, .weight = 2, .items = {latency}},
                           {.name = u"Process"_s, .assessed = 40, .items = {runbook, cache}}};
    std::vector<ItemFacts> facts(3);
    facts[0].evidence = {.outcome = Outcome::Fail,
                         .observed = u"412 ms"_s,
                         .target = u"≤ 200 ms"_s,
                         .reason = u"on both instances"_s,
                         .value = 0.412,
                         .takenAt = someTime() - 2s,
                         .expires = someTime() + 5min,
                         .raw = "[0.412]",
                         .sha256 = hexOf("[0.412]")};
    facts[1].standing.waiver = Waiver{u"Ana"_s, u"later"_s, someTime() - 1h};
    facts[2].standing.notApplicable = NotApplicable{u"there is no cache"_s, u"Ben"_s};
    return assess(profile, facts, u"checkout"_s, u"staging"_s, someTime());
}

/// Whatever profile, evidence and decisions.
inline readiness::Assessment randomAssessment(RandomJson &random)
{
    using namespace readiness;
    using namespace Qt::StringLiterals;
    auto profile = std::make_shared<Profile>();
    profile->name = u"p"_s;
    profile->title = random.text();
    std::vector<ItemFacts> facts;
    const auto time = [&random] { return someTime() + Duration{random.below(2'000'000) - 1'000'000}; };
    for (int c = random.below(4); c > 0; --c) {
        Category category{.name = u"c%1"_s.arg(c), .weight = random.below(3) / 2.0};
        if (random.below(2) == 0) {
            category.assessed = random.below(101);
        }
        for (int i = random.below(5); i > 0; --i) {
            Item item{.id = u"c%1-i%2"_s.arg(c).arg(i),
                      .title = random.text(),
                      .severity = static_cast<Severity>(random.below(4)),
                      .blocker = random.below(3) == 0,
                      .fix = random.text()};
            if (random.below(3) == 0) {
                item.weight = random.below(20);
            }
            if (random.below(2) == 0) {
                item.effort = random.below(40);
            }
            category.items.push_back(item);
            ItemFacts fact;
            const QByteArray raw = random.text().toUtf8();
            fact.evidence = {.outcome = static_cast<Outcome>(random.below(4)),
                             .observed = random.text(),
                             .target = random.text(),
                             .reason = random.text(),
                             .value = random.number(),
                             .takenAt = time(),
                             .expires = time(),
                             .raw = raw,
                             .sha256 = hexOf(raw)};
            if (random.below(3) == 0) {
                fact.standing.waiver = Waiver{random.text(), random.text(), time()};
            }
            if (random.below(5) == 0) {
                fact.standing.notApplicable = NotApplicable{u"r"_s + random.text(), random.text()};
            }
            facts.push_back(fact);
        }
        profile->categories.push_back(category);
    }
    return assess(profile, facts, random.text(), random.text(), someTime());
}

} // namespace readyroom::test
