// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/store.h"

#include <QTest>

#include <limits>

using namespace readyroom;
using namespace readyroom::series;

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t forever = std::numeric_limits<std::int64_t>::max();

const Labels up{{"__name__", "up"}, {"job", "a"}};

std::vector<Sample> samplesOf(const Store &store, const Labels &labels)
{
    std::vector<Sample> out;
    std::vector<Matcher> matchers;
    for (const Label &label : labels) {
        matchers.push_back(Matcher::equal(label.name, label.value));
    }
    const Snapshot snapshot = store.snapshot({{matchers, never, forever}});
    for (const SelectedSeries &series : snapshot.front()) {
        series.read(never, forever, out);
    }
    return out;
}

std::vector<Sample> run(std::int64_t from, std::int64_t to)
{
    std::vector<Sample> out;
    for (std::int64_t t = from; t < to; ++t) {
        out.push_back({t, static_cast<double>(t)});
    }
    return out;
}

std::vector<Sample> operator+(std::vector<Sample> a, const std::vector<Sample> &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

} // namespace

class StoreHistoryTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oldSamplesComeFirst_data()
    {
        QTest::addColumn<int>("old");
        QTest::addColumn<int>("live");
        for (const int old : {1, 2, 9, 10, 11, 35}) {
            for (const int live : {0, 1, 4, 5, 10, 11, 35}) {
                QTest::addRow("%d before %d", old, live) << old << live;
            }
        }
    }
    void oldSamplesComeFirst()
    {
        QFETCH(int, old);
        QFETCH(int, live);
        Store store({.samplesPerChunk = 10});
        for (const Sample &sample : run(1000, 1000 + live)) {
            QVERIFY(store.append(up, sample.t, sample.v));
        }
        store.prepend(up, run(100, 100 + old));
        QVERIFY(samplesOf(store, up) == run(100, 100 + old) + run(1000, 1000 + live));
        QCOMPARE(store.stats().samples, static_cast<std::size_t>(old + live));
        QCOMPARE(store.stats().oldest, std::optional<std::int64_t>(100));
        QCOMPARE(store.stats().series, 1U);
        // It goes on as ever, and still takes nothing that is older.
        QVERIFY(!store.append(up, 100 + old - 2, -1));
        for (const Sample &sample : run(2000, 2030)) {
            QVERIFY(store.append(up, sample.t, sample.v));
        }
        QVERIFY(samplesOf(store, up) == run(100, 100 + old) + run(1000, 1000 + live) + run(2000, 2030));
    }

    void whatIsNotOlderIsLeftOut()
    {
        Store store({.samplesPerChunk = 10});
        store.append(up, 50, 50);
        store.append(up, 60, 60);
        store.prepend(up, run(0, 100));
        QVERIFY(samplesOf(store, up) == run(0, 50) + run(50, 51) + run(60, 61));
        store.prepend(up, run(0, 100));
        QCOMPARE(store.stats().samples, 52U);
        store.prepend(up, {});
        QCOMPARE(store.stats().samples, 52U);
    }

    void keepsTheBudget()
    {
        Store store({.memoryBudget = 100'000});
        store.append(up, 1'000'000, 1);
        for (int i = 0; i < 40; ++i) {
            const Labels labels{{"__name__", "up"}, {"job", QByteArray::number(i)}};
            store.prepend(labels, run(i, i + 1000));
            QVERIFY(store.stats().bytes <= store.stats().budget);
        }
        QVERIFY(store.stats().evictedSamples > 0);
        QVERIFY(samplesOf(store, up) == (std::vector<Sample>{{1'000'000, 1}}));
        // What is counted is what is there, whatever was evicted.
        std::size_t held = 0;
        const Snapshot snapshot = store.snapshot({{{}, never, forever}});
        for (const SelectedSeries &series : snapshot.front()) {
            std::vector<Sample> samples;
            series.read(never, forever, samples);
            QVERIFY(std::ranges::is_sorted(samples, {}, &Sample::t));
            held += samples.size();
        }
        QCOMPARE(store.stats().samples, held);
        for (std::int64_t t = 2'000'000; t < 2'020'000; ++t) {
            QVERIFY(store.append(up, t, 1));
        }
        QVERIFY(store.stats().bytes <= store.stats().budget);
    }

    void tellsTheNewest()
    {
        Store store;
        const Labels other{{"__name__", "up"}, {"job", "b"}};
        const Labels page{{"__name__", "requests"}, {"job", "b"}};
        for (const Sample &sample : run(0, 200)) {
            store.append(up, sample.t, sample.v);
            store.append(page, sample.t, sample.v);
        }
        store.append(other, 100, 7);
        const std::vector<Matcher> matchers{Matcher::equal("__name__", "up")};
        QCOMPARE(store.newestSince(matchers, 0).size(), 2U);
        QCOMPARE(store.newestSince(matchers, 200).size(), 0U);
        const std::vector<NewestSample> newest = store.newestSince(matchers, 199);
        QCOMPARE(newest.size(), 1U);
        QCOMPARE(store.labels(newest.front().ref), up);
        QVERIFY(newest.front().sample == (Sample{199, 199}));
    }
};

QTEST_GUILESS_MAIN(StoreHistoryTest)
#include "tst_storehistory.moc"
