// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/plainchunk.h"
#include "models/series/store.h"

#include <QTest>

#include <limits>
#include <thread>

using namespace readyroom;
using namespace readyroom::series;

namespace {

std::vector<Sample> everything(const Store &store, const std::vector<Matcher> &matchers)
{
    std::vector<Sample> out;
    const Snapshot snapshot = store.snapshot(
        {{matchers, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}});
    for (const SelectedSeries &series : snapshot.front()) {
        series.read(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(), out);
    }
    return out;
}

const Labels up{{"__name__", "up"}, {"job", "a"}};

} // namespace

class StoreTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsSamplesAcrossSealedChunks()
    {
        Store store({.samplesPerChunk = 10});
        const Store::Ref ref = store.refFor(up);
        std::vector<Sample> expected;
        for (int i = 0; i < 35; ++i) {
            QVERIFY(store.append(ref, i * 1000, i));
            expected.push_back({i * 1000, double(i)});
        }
        QCOMPARE(store.stats().chunks, 3U);
        QCOMPARE(store.stats().samples, 35U);
        QVERIFY(everything(store, {}) == expected);
        QCOMPARE(store.stats().oldest, std::optional<std::int64_t>(0));
        QCOMPARE(store.newest(ref), std::optional<std::int64_t>(34000));
    }

    void everyLengthIsReadBackWhole()
    {
        for (std::size_t perChunk = 2; perChunk <= 13; ++perChunk) {
            Store store({.samplesPerChunk = perChunk});
            const Store::Ref ref = store.refFor(up);
            std::vector<Sample> expected;
            for (int i = 0; i < 60; ++i) {
                QVERIFY(store.append(ref, i * 1000, i));
                expected.push_back({i * 1000, double(i)});
                QVERIFY(everything(store, {}) == expected);
                QCOMPARE(store.stats().samples, expected.size());
                QCOMPARE(store.stats().chunks, (expected.size() - 1) / perChunk);
            }
        }
    }

    void readsOnlyTheRange_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        QTest::addColumn<int>("count");
        QTest::newRow("all") << qint64(0) << qint64(34) << 35;
        QTest::newRow("one at a chunk's end") << qint64(9) << qint64(9) << 1;
        QTest::newRow("across a boundary") << qint64(9) << qint64(10) << 2;
        QTest::newRow("head only") << qint64(30) << qint64(99) << 5;
        QTest::newRow("before everything") << qint64(-5) << qint64(-1) << 0;
        QTest::newRow("after everything") << qint64(35) << qint64(99) << 0;
    }

    void readsOnlyTheRange()
    {
        QFETCH(qint64, from);
        QFETCH(qint64, to);
        QFETCH(int, count);
        Store store({.samplesPerChunk = 10});
        for (int i = 0; i < 35; ++i) {
            QVERIFY(store.append(up, i, i));
        }
        const Snapshot snapshot = store.snapshot({{{}, from, to}});
        QCOMPARE(snapshot.front().empty(), count == 0);
        std::vector<Sample> out;
        for (const SelectedSeries &series : snapshot.front()) {
            QCOMPARE(series.labels, up);
            series.read(from, to, out);
        }
        QCOMPARE(int(out.size()), count);
        QVERIFY(std::ranges::all_of(out, [&](const Sample &s) { return s.t >= from && s.t <= to; }));
    }

    void refusesDisorderAsPrometheus()
    {
        Store store;
        const Store::Ref ref = store.refFor(up);
        QVERIFY(store.append(ref, 1000, 1));
        QVERIFY2(store.append(ref, 1000, 1), "the same sample again changes nothing");
        QVERIFY(!store.append(ref, 1000, 2));
        QVERIFY(!store.append(ref, 999, 1));
        QVERIFY(store.append(ref, 1001, staleNaN()));
        QVERIFY2(store.append(ref, 1001, staleNaN()), "sameness is of bits, so that NaN equals itself");
        QVERIFY(!store.append(ref, 1001, std::numeric_limits<double>::quiet_NaN()));
        const StoreStats stats = store.stats();
        QCOMPARE(stats.duplicates, 2U);
        QCOMPARE(stats.outOfOrder, 1U);
        QCOMPARE(stats.appended, 2U);
        QCOMPARE(everything(store, {}).size(), 2U);
    }

    void keepsEveryBitOfAValue()
    {
        Store store({.samplesPerChunk = 2});
        const std::uint64_t patterns[] = {staleNaNBits,          0x7ff8000000000001ULL, 0x8000000000000000ULL,
                                          0x0000000000000001ULL, 0xfff0000000000000ULL, 0x7fefffffffffffffULL};
        std::int64_t t = 0;
        for (const std::uint64_t bits : patterns) {
            QVERIFY(store.append(up, ++t, std::bit_cast<double>(bits)));
        }
        const std::vector<Sample> read = everything(store, {});
        QCOMPARE(read.size(), std::size(patterns));
        for (std::size_t i = 0; i < read.size(); ++i) {
            QCOMPARE(std::bit_cast<std::uint64_t>(read[i].v), patterns[i]);
        }
        QVERIFY(isStale(read.front().v));
    }

    void internsAndFindsSeries()
    {
        Store store;
        const Store::Ref ref = store.refFor(up);
        QCOMPARE(store.refFor(up), ref);
        QVERIFY(store.refFor({{"__name__", "up"}, {"job", "b"}}) != ref);
        QCOMPARE(store.labels(ref), up);
        QVERIFY(store.hasMetric("up"));
        QVERIFY(!store.hasMetric("a"));
        QCOMPARE(store.labelValues("job"), (std::vector<QByteArray>{"a", "b"}));
        QCOMPARE(store.labelValues("job", {*Matcher::create(Matcher::Type::Regex, "job", "b|c")}),
                 (std::vector<QByteArray>{"b"}));
        QCOMPARE(store.labelNames(), (std::vector<QByteArray>{"__name__", "job"}));
        QVERIFY(store.labelValues("nothing").empty());
        QVERIFY(!store.isLive(12345));
        QVERIFY(!store.append(Store::Ref(12345), 1, 1));
    }

    void tellsWhereSeriesComeFrom()
    {
        Store store;
        for (int i = 0; i < 5; ++i) {
            QVERIFY(store.append({{"__name__", "many"}, {"i", QByteArray::number(i)}}, 1, 1));
        }
        QVERIFY(store.append({{"__name__", "few"}}, 1, 1));
        const Cardinality all = store.cardinality();
        QVERIFY((all.seriesByMetric == std::vector<NamedCount>{{"many", 5}, {"few", 1}}));
        QVERIFY((all.valuesByLabel == std::vector<NamedCount>{{"i", 5}, {"__name__", 2}}));
        QCOMPARE(store.cardinality(1).seriesByMetric.size(), 1U);
    }

    void snapshotsStayAsTheyWere()
    {
        Store store({.samplesPerChunk = 4});
        for (int i = 0; i < 6; ++i) {
            QVERIFY(store.append(up, i, i));
        }
        const Snapshot snapshot = store.snapshot({{{}, 0, 100}});
        std::vector<Sample> seen;
        std::thread reader([&] { snapshot.front().front().read(0, 100, seen); });
        for (int i = 6; i < 1000; ++i) {
            store.append(up, i, i);
        }
        reader.join();
        QCOMPARE(seen.size(), 6U);
        QCOMPARE(seen.back().t, 5);
    }

    void answersEachRequestInOrder()
    {
        Store store;
        QVERIFY(store.append({{"__name__", "a"}}, 1, 1));
        QVERIFY(store.append({{"__name__", "b"}}, 1, 2));
        const Snapshot snapshot = store.snapshot({{{Matcher::equal("__name__", "b")}, 0, 9},
                                                  {{Matcher::equal("__name__", "none")}, 0, 9},
                                                  {{Matcher::equal("__name__", "a")}, 0, 9}});
        QCOMPARE(snapshot.size(), 3U);
        QCOMPARE(snapshot[0].front().labels.metricName(), QByteArray("b"));
        QVERIFY(snapshot[1].empty());
        QCOMPARE(snapshot[2].front().labels.metricName(), QByteArray("a"));
    }
};

QTEST_APPLESS_MAIN(StoreTest)
#include "tst_store.moc"
