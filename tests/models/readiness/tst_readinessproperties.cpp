// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/assessment.h"
#include "models/readiness/scoring.h"
#include "tests/models/readiness/randomprofile.h"
#include "tests/models/readiness/readinessfixture.h"

#include <QTest>

#include <cmath>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;

namespace {

using fixture::Random;

constexpr int rounds = 300;
constexpr int itemCount = 24;

/// Facts that lead to these results.
std::vector<ItemFacts> factsFor(const ItemResults &results)
{
    QByteArray letters;
    for (const ItemResult result : results) {
        letters += "npwtfu"[static_cast<int>(result)];
    }
    return fixture::facts(letters);
}

Assessment assessed(const Profile &profile, const ItemResults &results)
{
    return assess(fixture::shared(profile), factsFor(results), u"checkout"_s, {}, fixture::now);
}

double overall(const Assessment &assessment)
{
    return assessment.score.value_or(-1.0);
}

/// GO before CONDITIONAL before NO-GO.
bool isNoWorse(Verdict verdict, Verdict than)
{
    return verdict <= than;
}

std::vector<ItemResult> betterThan(ItemResult result)
{
    using enum ItemResult;
    switch (result) {
    case Unknown:
    case Fail:
        return {Partial, Waived, Pass};
    case Waived:
    case Partial:
        return {Pass};
    default:
        return {};
    }
}

/// Categories, and the items in each, in another order; the results with them.
std::pair<Profile, ItemResults> shuffled(Random &random, const Profile &profile, const ItemResults &results)
{
    std::vector<std::pair<Category, std::vector<std::pair<Item, ItemResult>>>> parts;
    std::size_t index = 0;
    for (const Category &category : profile.categories) {
        parts.emplace_back(category, std::vector<std::pair<Item, ItemResult>>());
        for (const Item &item : category.items) {
            parts.back().second.emplace_back(item, results[index++]);
        }
        std::ranges::shuffle(parts.back().second, random);
    }
    std::ranges::shuffle(parts, random);
    Profile other = profile;
    other.categories.clear();
    ItemResults otherResults;
    for (auto &[category, items] : parts) {
        category.items.clear();
        for (auto &[item, result] : items) {
            category.items.push_back(std::move(item));
            otherResults.push_back(result);
        }
        other.categories.push_back(std::move(category));
    }
    return {std::move(other), std::move(otherResults)};
}

/// Everything that an assessment says, as text.
QString dump(const Assessment &a)
{
    const auto number = [](std::optional<double> value) { return value ? QString::number(*value, 'g', 17) : u"-"_s; };
    QStringList lines{verdictName(a.verdict), number(a.score), QString::number(a.applicable),
                      QString::number(a.unknown)};
    lines += a.conditions;
    lines += QStringList(a.why.begin(), a.why.end());
    for (const CategoryScore &category : a.categories) {
        lines += u"%1 %2 %3 %4 %5"_s.arg(number(category.score))
                     .arg(category.assessed)
                     .arg(category.blocks)
                     .arg(category.applicable)
                     .arg(category.unknown);
    }
    for (const AssessedItem &item : a.items) {
        lines += item.item->id + u' ' + itemResultName(item.result) + u' ' + outcomeName(item.live) + u' '
            + item.evidence.observed + u' ' + item.evidence.reason;
    }
    for (const ScenarioVerdict &scenario : a.scenarios) {
        lines += scenario.scenario->name + verdictName(scenario.verdict) + number(scenario.score)
            + scenario.blockers.join(u',') + QStringList(scenario.why.begin(), scenario.why.end()).join(u'\n');
    }
    for (const RiskStanding &risk : a.risks) {
        lines += risk.risk->title + QString::number(static_cast<int>(risk.level)) + risk.openItems.join(u',');
    }
    for (const PhaseForecast &phase : a.phases) {
        lines += phase.phase->name + number(phase.score) + verdictName(phase.verdict);
    }
    for (const CheckedClaim &claim : a.claims) {
        lines += claimResultName(claim.result) + number(claim.computed) + claim.problem;
    }
    for (const PathStep &step : a.path.steps) {
        lines += step.id + number(step.scoreAfter);
    }
    lines += u"%1 %2 %3"_s.arg(a.path.reachable).arg(a.path.effort).arg(number(a.path.scoreAfter)) + a.path.reason;
    lines += a.changesAt ? QString::number(toMillis(*a.changesAt)) : u"never"_s;
    return lines.join(u'\n');
}

Profile withForecasts(Random &random, Profile profile)
{
    const QString first = profile.items().front()->id;
    const QString last = profile.items().back()->id;
    profile.scenarios = {{.name = u"S"_s, .requires_ = QStringList{u"must"_s}}};
    profile.risks = {
        {.title = u"R"_s, .now = RiskLevel::Low, .before = RiskLevel::High, .mitigatedBy = QStringList{first, last}}};
    profile.phases = {{.name = u"one"_s, .items = QStringList{first}},
                      {.name = u"two"_s, .items = QStringList{last}, .alone = fixture::chance(random, 0.5)}};
    profile.claims = {ValueClaim{.says = u"…"_s, .claimed = 66.0, .expr = u"readiness:overall_score"_s, .parsed = {}},
                      ConflictClaim{.says = QStringList{u"a"_s, u"b"_s}, .where = QStringList{u"1"_s, u"2"_s}}};
    return profile;
}

} // namespace

class ReadinessPropertiesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scoresStayWithinTheirBounds()
    {
        Random random(1);
        for (int round = 0; round < rounds; ++round) {
            const Profile profile = fixture::randomProfile(random, itemCount, 4);
            const Assessment assessment = assessed(profile, fixture::randomResults(random, itemCount));
            for (std::size_t i = 0; i < assessment.categories.size(); ++i) {
                const std::optional<double> score = assessment.categories[i].score;
                QVERIFY(!score || (*score >= profile.categories[i].assessed.value_or(0.0) && *score <= 100.0));
            }
            QVERIFY(!assessment.score || (*assessment.score >= 0.0 && *assessment.score <= 100.0));
            QVERIFY(assessment.score || assessment.verdict == Verdict::NoGo);
            QVERIFY(assessment.unknown <= assessment.applicable && assessment.applicable <= itemCount);
        }
    }

    /// A better result of one item never lowers a score or worsens the verdict. A waiver is better for the verdict of
    /// what scores nothing otherwise.
    void betterIsNeverWorse()
    {
        Random random(2);
        int better = 0;
        for (int round = 0; round < rounds; ++round) {
            const Profile profile = fixture::randomProfile(random, itemCount, 4);
            const ItemResults results = fixture::randomResults(random, itemCount);
            const Assessment before = assessed(profile, results);
            for (std::size_t i = 0; i < results.size(); ++i) {
                for (const ItemResult result : betterThan(results[i])) {
                    ItemResults changed = results;
                    changed[i] = result;
                    const Assessment after = assessed(profile, changed);
                    QVERIFY(overall(after) >= overall(before));
                    QVERIFY(isNoWorse(after.verdict, before.verdict));
                    better += after.verdict != before.verdict ? 1 : 0;
                }
            }
        }
        QVERIFY(better > 0);
    }

    void aWaiverNeverRaisesAScore()
    {
        Random random(3);
        for (int round = 0; round < rounds; ++round) {
            const Profile profile = fixture::randomProfile(random, itemCount, 4);
            const ItemResults results = fixture::randomResults(random, itemCount);
            const Assessment before = assessed(profile, results);
            std::vector<ItemFacts> facts = factsFor(results);
            const std::size_t waived = std::uniform_int_distribution<std::size_t>(0, results.size() - 1)(random);
            facts[waived].standing.waiver = Waiver{u"ada"_s, u"later"_s, fixture::now + std::chrono::hours(1)};
            const Assessment after = assess(before.profile, facts, {}, {}, fixture::now);
            QVERIFY(overall(after) <= overall(before));
            QCOMPARE(after.items[waived].live, before.items[waived].live);
        }
    }

    /// What does not apply counts as little as what is not in the profile at all.
    void notApplicableIsAsIfItWereNotThere()
    {
        Random random(4);
        for (int round = 0; round < rounds; ++round) {
            const Profile profile = fixture::randomProfile(random, itemCount, 4);
            const ItemResults results = fixture::randomResults(random, itemCount);
            Profile without = profile;
            ItemResults rest;
            std::size_t index = 0;
            for (Category &category : without.categories) {
                std::vector<Item> kept;
                for (const Item &item : category.items) {
                    if (results[index] != ItemResult::NotApplicable) {
                        kept.push_back(item);
                        rest.push_back(results[index]);
                    }
                    ++index;
                }
                category.items = std::move(kept);
            }
            const Assessment all = assessed(profile, results);
            const Assessment some = assessed(without, rest);
            QCOMPARE(all.score, some.score);
            QCOMPARE(all.verdict, some.verdict);
            QCOMPARE(all.conditions, some.conditions);
            QCOMPARE(all.path.effort, some.path.effort);
            QCOMPARE(all.applicable, some.applicable);
            for (std::size_t i = 0; i < all.categories.size(); ++i) {
                QCOMPARE(all.categories[i].score, some.categories[i].score);
            }
        }
    }

    void orderDoesNotMatter()
    {
        Random random(5);
        for (int round = 0; round < rounds; ++round) {
            const Profile profile = fixture::randomProfile(random, itemCount, 4);
            const ItemResults results = fixture::randomResults(random, itemCount);
            const auto [other, otherResults] = shuffled(random, profile, results);
            const Assessment a = assessed(profile, results);
            const Assessment b = assessed(other, otherResults);
            QVERIFY(std::abs(overall(a) - overall(b)) < 1e-9);
            QCOMPARE(a.verdict, b.verdict);
            QCOMPARE(a.unknown, b.unknown);
            QCOMPARE(a.path.reachable, b.path.reachable);
            QCOMPARE(a.path.effort, b.path.effort);
            QCOMPARE(a.path.steps.size(), b.path.steps.size());
        }
    }

    /// Whoever does what the path says gets GO, and not without any of it that is no blocker.
    void thePathLeadsToGo()
    {
        Random random(6);
        int walked = 0;
        for (int round = 0; round < rounds; ++round) {
            const Profile profile = fixture::randomProfile(random, itemCount, 4);
            const ItemResults results = fixture::randomResults(random, itemCount);
            const Assessment before = assessed(profile, results);
            if (!before.path.reachable) {
                QVERIFY(before.verdict != Verdict::Go);
                continue;
            }
            ItemResults done = results;
            for (const PathStep &step : before.path.steps) {
                QVERIFY(isUnfinished(results[step.item]));
                done[step.item] = ItemResult::Pass;
                QCOMPARE(overall(assessed(profile, done)), step.scoreAfter);
            }
            const Assessment after = assessed(profile, done);
            QCOMPARE(after.verdict, Verdict::Go);
            QCOMPARE(after.score, before.path.scoreAfter);
            QVERIFY(after.path.steps.empty() && after.path.reachable);
            for (const PathStep &step : before.path.steps) {
                ItemResults less = done;
                less[step.item] = results[step.item];
                QVERIFY(assessed(profile, less).verdict != Verdict::Go);
                ++walked;
            }
        }
        QVERIFY(walked > rounds);
    }

    /// From one assessment to the next, whatever changed in between, the shorter way says the same.
    void incrementalIsTheSame()
    {
        Random random(7);
        int kept = 0;
        for (int round = 0; round < rounds / 10; ++round) {
            const auto profile = fixture::shared(withForecasts(random, fixture::randomProfile(random, itemCount, 4)));
            ItemResults results = fixture::randomResults(random, itemCount);
            Assessment previous = assess(profile, factsFor(results), u"s"_s, {}, fixture::now);
            for (int step = 1; step <= 20; ++step) {
                const Timestamp at = fixture::now + std::chrono::seconds(step);
                if (fixture::chance(random, 0.3)) {
                    results[std::size_t(step)] = fixture::randomResults(random, 1).front();
                }
                std::vector<ItemFacts> facts = factsFor(results);
                facts[0].evidence.observed = QString::number(step);
                facts[1].evidence.expires = at + std::chrono::seconds(fixture::chance(random, 0.5) ? 5 : 0);
                const Assessment whole = assess(profile, facts, u"s"_s, {}, at);
                Assessment shorter = assess(profile, facts, u"s"_s, {}, at, &previous);
                QCOMPARE(dump(shorter), dump(whole));
                kept +=
                    std::ranges::equal(previous.items, shorter.items, {}, &AssessedItem::result, &AssessedItem::result)
                    ? 1
                    : 0;
                previous = std::move(shorter);
            }
        }
        QVERIFY(kept > rounds);
    }

    void anAssessmentOfAnotherProfileIsNoPrevious()
    {
        Profile profile = fixture::profile({fixture::category(u"A"_s, {fixture::item(u"a"_s)})});
        const Assessment other = fixture::assessed(profile, "f");
        profile.categories[0].assessed = 95.0;
        const Assessment assessment =
            assess(fixture::shared(profile), fixture::facts("f"), {}, {}, fixture::now, &other);
        QCOMPARE(assessment.score, std::optional(95.0));
    }
};

QTEST_APPLESS_MAIN(ReadinessPropertiesTest)
#include "tst_readinessproperties.moc"
