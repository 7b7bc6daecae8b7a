// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/shortestpath.h"

#include "models/readiness/scoring.h"
#include "models/readiness/verdict.h"
#include "tests/models/readiness/randomprofile.h"
#include "tests/models/readiness/readinessfixture.h"

#include <QTest>

#include <chrono>
#include <tuple>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;

namespace {

QStringList idsOf(const Path &path)
{
    QStringList ids;
    for (const PathStep &step : path.steps) {
        ids += step.id;
    }
    return ids;
}

bool isGo(const Profile &profile, const ItemResults &results)
{
    return verdictOf(groundsOf(profile, results, scoresOf(profile, results).overall)) == Verdict::Go;
}

using Indices = std::vector<std::size_t>;

/// All sets of unfinished items are tried with the verdict itself.
std::optional<std::pair<HalfHours, Indices>> byTryingAll(const Profile &profile, const ItemResults &results)
{
    const std::vector<const Item *> items = profile.items();
    Indices unfinished;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (isUnfinished(results[i])) {
            unfinished.push_back(i);
        }
    }
    std::optional<std::tuple<HalfHours, std::size_t, Indices>> best;
    for (unsigned bits = 0; bits < 1U << unfinished.size(); ++bits) {
        ItemResults after = results;
        HalfHours effort = 0;
        Indices chosen;
        for (std::size_t i = 0; i < unfinished.size(); ++i) {
            if ((bits >> i & 1U) != 0) {
                after[unfinished[i]] = ItemResult::Pass;
                effort += items[unfinished[i]]->effectiveEffort();
                chosen.push_back(unfinished[i]);
            }
        }
        std::tuple candidate(effort, chosen.size(), chosen);
        if ((!best || candidate < *best) && isGo(profile, after)) {
            best = std::move(candidate);
        }
    }
    return best ? std::optional(std::pair(std::get<HalfHours>(*best), std::get<Indices>(*best))) : std::nullopt;
}

Indices sortedItems(const Path &path)
{
    Indices indices;
    for (const PathStep &step : path.steps) {
        indices.push_back(step.item);
    }
    std::ranges::sort(indices);
    return indices;
}

/// Four that weigh 10, 20, 30 and 40 and take 1, 1, 4 and 2 hours.
Profile fourItems()
{
    return fixture::profile(
        {fixture::category(u"A"_s,
                           {fixture::weighing(u"ten"_s, 10, 2), fixture::weighing(u"twenty"_s, 20, 2),
                            fixture::weighing(u"thirty"_s, 30, 8), fixture::weighing(u"forty"_s, 40, 4)})});
}

} // namespace

class ShortestPathTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheWay_data()
    {
        QTest::addColumn<QByteArray>("letters");
        QTest::addColumn<double>("gate");
        QTest::addColumn<QStringList>("ids"); // in the order of doing
        QTest::addColumn<int>("effort"); // half hours
        QTest::newRow("GO already") << QByteArray("pfpp") << 70.0 << QStringList{} << 0;
        QTest::newRow("one is enough") << QByteArray("pppf") << 90.0 << QStringList{u"forty"_s} << 4;
        QTest::newRow("the cheaper ones")
            << QByteArray("ffff") << 70.0 << QStringList{u"twenty"_s, u"forty"_s, u"ten"_s} << 8;
        QTest::newRow("what brings most for an hour comes first")
            << QByteArray("ffff") << 100.0 << QStringList{u"twenty"_s, u"forty"_s, u"ten"_s, u"thirty"_s} << 16;
        QTest::newRow("half is done already") << QByteArray("tppp") << 100.0 << QStringList{u"ten"_s} << 2;
        QTest::newRow("a waived one must be done, too") << QByteArray("pppw") << 61.0 << QStringList{u"forty"_s} << 4;
        QTest::newRow("what does not apply is left") << QByteArray("nppf") << 100.0 << QStringList{u"forty"_s} << 4;
    }

    void findsTheWay()
    {
        QFETCH(QByteArray, letters);
        QFETCH(double, gate);
        QFETCH(QStringList, ids);
        QFETCH(int, effort);
        Profile profile = fourItems();
        profile.gate = gate;
        const Path path = shortestPath(profile, fixture::results(letters));
        QVERIFY(path.reachable);
        QVERIFY(path.reason.isEmpty());
        QCOMPARE(idsOf(path), ids);
        QCOMPARE(path.effort, effort);
        QVERIFY(*path.scoreAfter >= gate);
    }

    void namesTheScoreAfterEachStep()
    {
        Profile profile = fourItems();
        profile.gate = 65.0;
        const Path path = shortestPath(profile, fixture::results("ffff"));
        QCOMPARE(idsOf(path), (QStringList{u"twenty"_s, u"forty"_s, u"ten"_s}));
        QCOMPARE(path.steps[0].scoreAfter, 20.0);
        QCOMPARE(path.steps[1].scoreAfter, 60.0);
        QCOMPARE(path.steps[2].scoreAfter, 70.0);
        QCOMPARE(path.scoreAfter, std::optional(70.0));
        QCOMPARE(path.steps[2].item, std::size_t{0});
    }

    void doesBlockersFirst()
    {
        Profile profile = fourItems();
        profile.categories[0].items[2].blocker = true;
        profile.categories[0].items[0].blocker = true;
        profile.categories[0].items.push_back(fixture::weighing(u"nothing"_s, 0, 6));
        profile.categories[0].items.back().blocker = true;
        profile.gate = 75.0;
        const Path path = shortestPath(profile, fixture::results("wfffu"));
        QCOMPARE(idsOf(path), (QStringList{u"ten"_s, u"thirty"_s, u"nothing"_s, u"forty"_s}));
        QCOMPARE(path.effort, 2 + 8 + 6 + 4);
        QCOMPARE(path.scoreAfter, std::optional(80.0));
    }

    void doesBlockersEvenAboveTheGate()
    {
        Profile profile = fourItems();
        profile.categories[0].items[0].blocker = true;
        const Path path = shortestPath(profile, fixture::results("fppp"));
        QCOMPARE(idsOf(path), QStringList{u"ten"_s});
    }

    void freeWorkComesFirst()
    {
        Profile profile = fourItems();
        profile.categories[0].items[2].effort = 0;
        const Path path = shortestPath(profile, fixture::results("ffff"));
        QCOMPARE(idsOf(path), (QStringList{u"thirty"_s, u"twenty"_s, u"forty"_s}));
        QCOMPARE(path.effort, 6);
    }

    void assumesEffortsBySeverity()
    {
        Profile profile = fixture::profile(
            {fixture::category(u"A"_s,
                               {fixture::item(u"a"_s, Severity::Critical), fixture::item(u"b"_s, Severity::Medium),
                                fixture::item(u"c"_s, Severity::Low)})});
        profile.gate = 85.0;
        QCOMPARE(shortestPath(profile, fixture::results("fff")).effort, 16 + 8);
    }

    void aFloorAboveTheGateHasToBeReached()
    {
        Profile profile = fourItems();
        profile.gate = 30.0;
        profile.floor = 60.0;
        QCOMPARE(idsOf(shortestPath(profile, fixture::results("ffff"))), (QStringList{u"twenty"_s, u"forty"_s}));
    }

    void saysWhyGoIsOutOfReach_data()
    {
        QTest::addColumn<QByteArray>("letters");
        QTest::addColumn<double>("weight");
        QTest::addColumn<QStringList>("conditions");
        QTest::addColumn<QString>("reason");
        QTest::newRow("conditions") << QByteArray("pppp") << 1.0 << QStringList{u"One region only"_s}
                                    << u"GO is out of reach while the profile states conditions."_s;
        QTest::newRow("nothing scores") << QByteArray("ffff") << 0.0 << QStringList{}
                                        << u"GO is out of reach because nothing in this profile scores."_s;
        QTest::newRow("nothing applies") << QByteArray("nnnn") << 1.0 << QStringList{}
                                         << u"GO is out of reach because nothing in this profile scores."_s;
    }

    void saysWhyGoIsOutOfReach()
    {
        QFETCH(QByteArray, letters);
        QFETCH(double, weight);
        QFETCH(QStringList, conditions);
        QFETCH(QString, reason);
        Profile profile = fourItems();
        profile.categories[0].weight = weight;
        profile.conditions = conditions;
        const Path path = shortestPath(profile, fixture::results(letters));
        QVERIFY(!path.reachable);
        QCOMPARE(path.reason, reason);
        QVERIFY(path.steps.empty());
        QVERIFY(!path.scoreAfter);
    }

    /// An assessed category without items that weigh can never rise.
    void evenAllMayNotSuffice()
    {
        Profile profile = fourItems();
        profile.categories.push_back(fixture::category(u"B"_s, {fixture::weighing(u"zero"_s, 0)}));
        profile.categories.back().assessed = 66.66;
        const Path path = shortestPath(profile, fixture::results("fffff"));
        QVERIFY(!path.reachable);
        QCOMPARE(path.reason, u"Even with every open item done, the score of 83.3 stays below the gate of 90."_s);
    }

    /// The sum of gains takes 50 for enough, the score does not: then more is done.
    void provesWhatItPromises()
    {
        Profile profile = fixture::profile(
            {fixture::category(u"A"_s, {fixture::weighing(u"a"_s, 1, 2), fixture::weighing(u"b"_s, 1, 3)})});
        profile.floor = 0.0;
        profile.gate = 50.0;
        QCOMPARE(shortestPath(profile, fixture::results("ff")).effort, 2);
        profile.gate = 50.0 + 4e-10;
        QCOMPARE(shortestPath(profile, fixture::results("ff")).effort, 5);
        profile.gate = 100.0 - 4e-10;
        QCOMPARE(shortestPath(profile, fixture::results("ff")).effort, 5);
    }

    void agreesWithTryingAll_data()
    {
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("categories");
        QTest::addColumn<unsigned>("seed");
        QTest::newRow("one category") << 9 << 1 << 1U;
        QTest::newRow("two categories") << 12 << 2 << 2U;
        QTest::newRow("many categories") << 14 << 5 << 3U;
    }

    void agreesWithTryingAll()
    {
        QFETCH(int, items);
        QFETCH(int, categories);
        QFETCH(unsigned, seed);
        fixture::Random random(seed);
        int found = 0;
        for (int round = 0; round < 150; ++round) {
            const Profile profile = fixture::randomProfile(random, items, categories);
            const ItemResults results = fixture::randomResults(random, std::size_t(items));
            const auto expected = byTryingAll(profile, results);
            const Path path = shortestPath(profile, results);
            QCOMPARE(path.reachable, expected.has_value());
            QCOMPARE(path.reason.isEmpty(), path.reachable);
            if (expected) {
                QCOMPARE(path.effort, expected->first);
                QCOMPARE(sortedItems(path), expected->second);
                ++found;
            }
        }
        QVERIFY(found > 20);
    }

    /// 200 open items, in time for a page that follows the evidence.
    void isQuick()
    {
        fixture::Random random(7);
        Profile profile = fixture::randomProfile(random, 200, 8);
        for (Category &category : profile.categories) {
            category.weight = 1.0;
        }
        profile.gate = 75.0;
        const auto before = std::chrono::steady_clock::now();
        const Path path = shortestPath(profile, ItemResults(200, ItemResult::Fail));
        const auto took = std::chrono::steady_clock::now() - before;
        QVERIFY(path.reachable);
        QVERIFY(took < std::chrono::seconds(2));
        qInfo("%d steps in %lld us", int(path.steps.size()),
              static_cast<long long>(std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
    }
};

QTEST_APPLESS_MAIN(ShortestPathTest)
#include "tst_shortestpath.moc"
