// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/store.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <random>

using namespace readyroom;
using namespace readyroom::series;

namespace {

Labels numbered(int i)
{
    return {{"__name__", "m"}, {"i", QByteArray::number(i)}, {"job", "a"}};
}

std::vector<Sample> samplesOf(const Store &store, int i)
{
    std::vector<Sample> out;
    const Snapshot snapshot =
        store.snapshot({{{Matcher::equal("i", QByteArray::number(i))}, 0, std::numeric_limits<std::int64_t>::max()}});
    for (const SelectedSeries &series : snapshot.front()) {
        series.read(0, std::numeric_limits<std::int64_t>::max(), out);
    }
    return out;
}

} // namespace

class StoreBudgetTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neverExceedsTheBudgetAndKeepsTheNewest_data()
    {
        QTest::addColumn<int>("series");
        QTest::addColumn<int>("rounds");
        QTest::addColumn<int>("budget");
        QTest::newRow("few long series") << 5 << 4000 << 200'000;
        QTest::newRow("many short series") << 200 << 60 << 100'000;
        QTest::newRow("heads alone are too much") << 300 << 100 << 150'000;
    }

    void neverExceedsTheBudgetAndKeepsTheNewest()
    {
        QFETCH(int, series);
        QFETCH(int, rounds);
        QFETCH(int, budget);
        Store store({.memoryBudget = std::size_t(budget)});
        for (int t = 1; t <= rounds; ++t) {
            for (int i = 0; i < series; ++i) {
                store.append(numbered(i), t, i);
                const StoreStats stats = store.stats();
                if (stats.bytes > stats.budget) {
                    QCOMPARE(stats.bytes, stats.budget);
                }
            }
        }
        const StoreStats stats = store.stats();
        QVERIFY(stats.evictedSamples > 0);
        QCOMPARE(stats.appended - stats.evictedSamples, std::uint64_t(stats.samples));
        // The series written last has its newest sample, and what is left of each is its end without a gap.
        QCOMPARE(samplesOf(store, series - 1).back().t, rounds);
        std::size_t held = 0;
        std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
        for (int i = 0; i < series; ++i) {
            const std::vector<Sample> left = samplesOf(store, i);
            held += left.size();
            if (left.empty()) {
                continue;
            }
            QVERIFY(left.back().t >= rounds - 1);
            QCOMPARE(left.back().t - left.front().t + 1, std::int64_t(left.size()));
            oldest = std::min(oldest, left.front().t);
        }
        QCOMPARE(held, stats.samples);
        QCOMPARE(stats.oldest, std::optional(oldest));
        // Not more than needed: a good part of the budget is in use.
        QVERIFY(stats.bytes > stats.budget / 2);
    }

    void theOldestGoesFirst()
    {
        Store store({.memoryBudget = 60'000});
        for (int t = 1; t <= 100; ++t) {
            QVERIFY(store.append(numbered(0), t, 0)); // ends here
        }
        for (int t = 101; store.stats().evictedSamples == 0; ++t) {
            QVERIFY(t < 100'000);
            QVERIFY(store.append(numbered(1), t, 0));
        }
        QVERIFY(samplesOf(store, 0).size() < 100U);
        QCOMPARE(samplesOf(store, 1).front().t, 101);
    }

    void deadSeriesAreForgottenWithTheirLabels()
    {
        Store store({.memoryBudget = 100'000});
        const Store::Ref first = store.refFor(numbered(0));
        QVERIFY(store.append(first, 1, 0));
        for (int i = 1; i < 20'000; ++i) {
            QVERIFY(store.append(numbered(i), i + 1, 0));
            QVERIFY(store.stats().bytes <= store.stats().budget);
        }
        QVERIFY(!store.isLive(first));
        QVERIFY(!store.append(first, 50'000, 1));
        QVERIFY(store.labels(first).empty());
        QVERIFY(store.labelValues("i").size() == store.stats().series);
        QCOMPARE(store.stats().series + store.stats().evictedSeries, std::size_t(20'000));
        // The slot may be in use again; an old ref must not reach the new series.
        QVERIFY(store.refFor(numbered(0)) != first);
    }

    void refsThatAreNeverWrittenToStayWithinTheBudget()
    {
        Store store({.memoryBudget = 100'000});
        for (int i = 0; i < 20'000; ++i) {
            const Store::Ref ref = store.refFor(numbered(i));
            QVERIFY(store.isLive(ref));
            QVERIFY(store.stats().bytes <= store.stats().budget);
        }
    }

    void survivesRandomWork_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 4; ++seed) {
            QTest::addRow("seed %d", seed) << seed;
        }
    }

    void survivesRandomWork()
    {
        QFETCH(int, seed);
        std::mt19937 random{unsigned(seed)};
        const auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
        Store store({.memoryBudget = 40'000, .samplesPerChunk = 6});
        std::vector<std::deque<Sample>> written(100);
        for (int step = 1; step <= 20'000; ++step) {
            const int i = below(below(10) == 0 ? 100 : 5);
            const std::int64_t t = step + below(50);
            const bool newer = samplesOf(store, i).empty() || t > samplesOf(store, i).back().t;
            if (store.append(numbered(i), t, step) && newer) {
                written[std::size_t(i)].push_back({t, double(step)});
            }
            QVERIFY(store.stats().bytes <= store.stats().budget);
            if (step % 500 != 0) {
                continue;
            }
            for (int k = 0; k < 100; ++k) {
                // Whatever is left is the tail of what was written.
                const std::vector<Sample> left = samplesOf(store, k);
                const std::deque<Sample> &all = written[std::size_t(k)];
                QVERIFY(left.size() <= all.size());
                QVERIFY(std::equal(left.begin(), left.end(), all.end() - std::ptrdiff_t(left.size())));
            }
        }
    }
};

QTEST_APPLESS_MAIN(StoreBudgetTest)
#include "tst_storebudget.moc"
