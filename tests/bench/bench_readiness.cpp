// SPDX-License-Identifier: GPL-3.0-or-later
// How long an assessment takes: of 300 items, whole and when only observations have changed; and the shortest path with
// 200 open items, beside a peer that fills the textbook's table of a knapsack over half-hours and finds only the
// effort.
#include "models/promql/parser.h"
#include "models/readiness/scoring.h"
#include "tests/models/readiness/randomprofile.h"
#include "tests/models/readiness/readinessfixture.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;

namespace {

constexpr int itemCount = 300;
constexpr int openCount = 200;

/// Every third item passes; no blockers, so that all of the path is chosen.
ItemResults results()
{
    ItemResults made(itemCount, ItemResult::Fail);
    for (std::size_t i = 0; i < itemCount; i += 3) {
        made[i] = ItemResult::Pass;
    }
    return made;
}

ValueClaim claim(const QString &expr)
{
    return {.says = u"…"_s, .claimed = 66.0, .expr = expr, .parsed = promql::parse(expr).value_or(nullptr)};
}

Profile bigProfile()
{
    fixture::Random random(20261121);
    Profile profile = fixture::randomProfile(random, itemCount, 8);
    for (Category &category : profile.categories) {
        category.weight = 1.0;
        category.assessed.reset();
        for (Item &item : category.items) {
            item.blocker = false;
            item.effort = std::uniform_int_distribution<HalfHours>(1, 16)(random);
        }
    }
    profile.gate = 80.0;
    for (int i = 0; i < 20; ++i) {
        profile.claims.emplace_back(claim(i % 2 == 0 ? u"sum(readiness:item_effort_hours{severity=\"critical\"})"_s
                                                     : u"readiness:overall_score"_s));
    }
    for (int i = 0; i < 4; ++i) {
        profile.scenarios.push_back({.name = QString::number(i), .requires_ = QStringList{u"must"_s}});
        profile.phases.push_back({.name = QString::number(i), .items = QStringList{u"item-%1"_s.arg(i)}});
        profile.risks.push_back({.title = QString::number(i), .mitigatedBy = QStringList{u"item-%1"_s.arg(i)}});
    }
    return profile;
}

std::vector<ItemFacts> facts(int observed)
{
    std::vector<ItemFacts> made;
    for (const ItemResult result : results()) {
        made.push_back(fixture::found(result == ItemResult::Pass ? Outcome::Pass : Outcome::Fail));
        made.back().evidence.observed = QString::number(observed) + u" ms"_s;
        made.back().evidence.target = u"≤ 200 ms"_s;
    }
    return made;
}

void assessWhole(benchmark::State &state)
{
    const auto profile = fixture::shared(bigProfile());
    const std::vector<ItemFacts> found = facts(1);
    for (auto _ : state) {
        benchmark::DoNotOptimize(assess(profile, found, u"checkout"_s, {}, fixture::now));
    }
}
BENCHMARK(assessWhole)->Unit(benchmark::kMicrosecond);

void assessNewObservations(benchmark::State &state)
{
    const auto profile = fixture::shared(bigProfile());
    Assessment previous = assess(profile, facts(1), u"checkout"_s, {}, fixture::now);
    const std::array changing{facts(2), facts(3)};
    std::size_t turn = 0;
    for (auto _ : state) {
        previous = assess(profile, changing[turn++ % 2], u"checkout"_s, {}, fixture::now, &previous);
    }
}
BENCHMARK(assessNewObservations)->Unit(benchmark::kMicrosecond);

struct Instance {
    std::vector<PathItem> items;
    double missing = 0.0;
};

Instance openItems()
{
    const Profile profile = bigProfile();
    const std::vector<double> gains = gainsOf(profile, results());
    const std::vector<const Item *> items = profile.items();
    Instance instance{.items = {}, .missing = profile.gate - *scoresOf(profile, results()).overall};
    for (std::size_t i = 0; i < itemCount; ++i) {
        if (isOpen(results()[i])) {
            instance.items.push_back({.index = i, .effort = items[i]->effectiveEffort(), .gain = gains[i]});
        }
    }
    return instance;
}

HalfHours effortOf(const Instance &instance, const std::vector<std::size_t> &chosen)
{
    HalfHours effort = 0;
    for (const std::size_t i : chosen) {
        effort += instance.items[i].effort;
    }
    return effort;
}

/// The peer: best[e] is the most gain with e half-hours.
HalfHours byTable(const Instance &instance)
{
    HalfHours total = 0;
    for (const PathItem &item : instance.items) {
        total += item.effort;
    }
    std::vector<double> best(std::size_t(total) + 1, 0.0);
    for (const PathItem &item : instance.items) {
        for (HalfHours e = total; e >= item.effort; --e) {
            best[std::size_t(e)] = std::max(best[std::size_t(e)], best[std::size_t(e - item.effort)] + item.gain);
        }
    }
    return HalfHours(std::ranges::find_if(best, [&](double gain) { return gain >= instance.missing - 1e-10; })
                     - best.begin());
}

void pathOf200(benchmark::State &state)
{
    const Instance instance = openItems();
    if (instance.items.size() != openCount
        || effortOf(instance, *leastEffort(instance.items, instance.missing)) != byTable(instance)) {
        state.SkipWithError("the path and the table disagree");
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(leastEffort(instance.items, instance.missing));
    }
}
BENCHMARK(pathOf200)->Unit(benchmark::kMicrosecond);

void tableOf200(benchmark::State &state)
{
    const Instance instance = openItems();
    for (auto _ : state) {
        benchmark::DoNotOptimize(byTable(instance));
    }
}
BENCHMARK(tableOf200)->Unit(benchmark::kMicrosecond);

/// What bounds cannot prune: every item brings as much for an hour as every other.
void pathOf200AllAlike(benchmark::State &state)
{
    Instance instance = openItems();
    double effort = 0.0;
    for (const PathItem &item : instance.items) {
        effort += item.effort;
    }
    for (PathItem &item : instance.items) {
        item.gain = 100.0 * item.effort / effort;
    }
    instance.missing = 50.0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(leastEffort(instance.items, instance.missing));
    }
}
BENCHMARK(pathOf200AllAlike)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
