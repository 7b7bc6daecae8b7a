// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/resampler.h"
#include "models/drills/statistics.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>

using namespace Qt::StringLiterals;
using namespace readyroom::drills;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Measured of(const std::vector<double> &values)
{
    Measured measured;
    for (const double value : values) {
        measured.push_back({value, 1});
    }
    return measured;
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

/// Normal values around `mean`; the distribution is ours, so that they are the same everywhere.
std::vector<double> normal(std::size_t n, double mean, double deviation, std::uint64_t seed)
{
    std::mt19937_64 generator(seed);
    const auto uniform = [&generator] { return (static_cast<double>(generator() >> 11U) + 0.5) * 0x1.0p-53; };
    std::vector<double> values(n);
    for (double &value : values) {
        value = mean + deviation * std::sqrt(-2 * std::log(uniform())) * std::cos(2 * M_PI * uniform());
    }
    return values;
}

/// The same values, each rounded to a multiple of `step` and counted.
Measured binned(const std::vector<double> &values, double step)
{
    std::map<std::int64_t, std::int64_t> counts;
    for (const double value : values) {
        ++counts[std::llround(value / step)];
    }
    Measured measured;
    for (const auto &[bin, count] : counts) {
        measured.push_back({static_cast<double>(bin) * step, count});
    }
    return measured;
}

} // namespace

class StatisticsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void summarises()
    {
        const Summary summary = summaryOf(of({2, 4, 4, 4, 5, 5, 7, 9}));
        QCOMPARE(summary.n, std::int64_t{8});
        QCOMPARE(summary.mean, 5.0);
        QVERIFY(near(summary.deviation, 2.138089935, 1e-9));
        QCOMPARE(summary.p50, 4.0);
        QCOMPARE(summary.p95, 9.0);
        QCOMPARE(summary.p99, 9.0);
    }

    void countsWeigh()
    {
        const Summary counted = summaryOf({{9, 1}, {2, 1}, {4, 3}, {7, 1}, {5, 2}});
        const Summary single = summaryOf(of({2, 4, 4, 4, 5, 5, 7, 9}));
        QCOMPARE(counted.n, single.n);
        QCOMPARE(counted.mean, single.mean);
        QCOMPARE(counted.deviation, single.deviation);
        QCOMPARE(counted.p50, single.p50);
        QCOMPARE(counted.p99, single.p99);
    }

    void percentilesAreNearestRank()
    {
        std::vector<double> values(100);
        std::iota(values.begin(), values.end(), 1.0);
        const Summary summary = summaryOf(of(values));
        QCOMPARE(summary.p50, 50.0);
        QCOMPARE(summary.p95, 95.0);
        QCOMPARE(summary.p99, 99.0);
    }

    /// Against counting by hand, for each size up to some thousands: 0.95 · n alone would be wrong for some.
    void percentilesAreExactForEachSize()
    {
        for (std::int64_t n = 1; n <= 3000; ++n) {
            std::vector<double> values(static_cast<std::size_t>(n));
            std::iota(values.begin(), values.end(), 1.0);
            const Summary summary = summaryOf(of(values));
            for (const auto &[percent, value] :
                 {std::pair{50, summary.p50}, std::pair{95, summary.p95}, std::pair{99, summary.p99}}) {
                const auto rank = static_cast<std::int64_t>(value);
                QVERIFY(rank * 100 >= percent * n && (rank - 1) * 100 < percent * n);
            }
        }
    }

    void nothingIsNotZero()
    {
        const Summary none = summaryOf({});
        QCOMPARE(none.n, std::int64_t{0});
        QVERIFY(std::isnan(none.mean) && std::isnan(none.deviation) && std::isnan(none.p99));
        QVERIFY(std::isnan(summaryOf(of({3})).deviation));
        const Comparison comparison = compare({}, of({1, 2}));
        QVERIFY(std::isnan(comparison.difference) && std::isnan(comparison.cohensD) && std::isnan(comparison.low));
        const Comparison single = compare(of({1}), of({2}));
        QCOMPARE(single.difference, 1.0);
        QVERIFY(std::isnan(single.cohensD) && std::isnan(single.high));
    }

    /// Two groups of Cohen's kind worked out by hand: means 3 and 5, both variances 2.5, so d = 2 / √2.5.
    void cohensDOfTheTextbook()
    {
        const Comparison comparison = compare(of({1, 2, 3, 4, 5}), of({3, 4, 5, 6, 7}));
        QVERIFY(near(comparison.cohensD, 2 / std::sqrt(2.5), 1e-12));
        QVERIFY(near(comparison.reductionPercent, -200.0 / 3, 1e-9));
        QCOMPARE(comparison.difference, 2.0);
        // Unequal sizes: pooled variance (4·2.5 + 1·2) / 5.
        const Comparison unequal = compare(of({1, 2, 3, 4, 5}), of({4, 6}));
        QVERIFY(near(unequal.cohensD, 2 / std::sqrt(12.0 / 5), 1e-12));
    }

    void equalValuesHaveNoEffect()
    {
        const Comparison comparison = compare(of({3, 3, 3}), of({3, 3}));
        QCOMPARE(comparison.cohensD, 0.0);
        QCOMPARE(comparison.low, 0.0);
        QCOMPARE(comparison.high, 0.0);
        // Without any spread the effect has no measure, however sure it is.
        QVERIFY(std::isnan(compare(of({3, 3, 3}), of({4, 4})).cohensD));
    }

    void words_data()
    {
        QTest::addColumn<double>("d");
        QTest::addColumn<QString>("word");
        QTest::newRow("none") << 0.0 << u"negligible"_s;
        QTest::newRow("below small") << -0.19 << u"negligible"_s;
        QTest::newRow("small") << 0.2 << u"small"_s;
        QTest::newRow("medium") << -0.5 << u"medium"_s;
        QTest::newRow("large") << 0.8 << u"large"_s;
        QTest::newRow("unknown") << std::numeric_limits<double>::quiet_NaN() << QString();
    }

    void words()
    {
        QFETCH(double, d);
        QTEST(effectWord(d), "word");
    }

    void theSameSeedGivesTheSameInterval()
    {
        const Measured before = of(normal(200, 30, 5, 1));
        const Measured after = of(normal(200, 31, 5, 2));
        const Comparison one = compare(before, after, {.seed = 7});
        const Comparison two = compare(before, after, {.seed = 7});
        const Comparison other = compare(before, after, {.seed = 8});
        QCOMPARE(one.low, two.low);
        QCOMPARE(one.high, two.high);
        QVERIFY(one.low != other.low);
        QCOMPARE(one.resamples, 10'000);
    }

    /// Of normal values the percentile bootstrap is close to the interval of theory, 1.96 standard errors each way.
    void theIntervalIsThatOfTheory_data()
    {
        QTest::addColumn<double>("step");
        QTest::newRow("draws") << 0.0;
        QTest::newRow("counts") << 0.5;
    }

    void theIntervalIsThatOfTheory()
    {
        QFETCH(double, step);
        const std::vector<double> first = normal(4000, 30, 5, 3);
        const std::vector<double> second = normal(3000, 31, 6, 4);
        const Comparison comparison =
            step > 0 ? compare(binned(first, step), binned(second, step)) : compare(of(first), of(second));
        const double error = std::sqrt(comparison.before.deviation * comparison.before.deviation / 4000
                                       + comparison.after.deviation * comparison.after.deviation / 3000);
        QVERIFY(near(comparison.low, comparison.difference - 1.96 * error, 0.1 * error));
        QVERIFY(near(comparison.high, comparison.difference + 1.96 * error, 0.1 * error));
    }

    /// Against a resampler that is as plain as the book's: draw n with replacement, take the mean, sort.
    void theIntervalIsThatOfAPlainResampler_data()
    {
        QTest::addColumn<int>("repeated");
        QTest::newRow("draws") << 1;
        QTest::newRow("counts") << 200;
    }

    void theIntervalIsThatOfAPlainResampler()
    {
        QFETCH(int, repeated);
        const std::vector<double> before{1, 2, 2, 3, 9, 40};
        const std::vector<double> after{1, 1, 2, 3, 4};
        std::mt19937_64 generator(17);
        const auto meanOfOne = [&](const std::vector<double> &values) {
            const std::size_t n = values.size() * static_cast<std::size_t>(repeated);
            double sum = 0;
            for (std::size_t i = 0; i < n; ++i) {
                sum += values[generator() % values.size()];
            }
            return sum / static_cast<double>(n);
        };
        std::vector<double> differences(4000);
        std::ranges::generate(differences, [&] { return meanOfOne(after) - meanOfOne(before); });
        std::ranges::sort(differences);
        const auto measured = [repeated](const std::vector<double> &values) {
            Measured result = of(values);
            std::ranges::for_each(result, [repeated](Weighted &one) { one.count = repeated; });
            return result;
        };
        const Comparison comparison = compare(measured(before), measured(after));
        const double width = differences[3899] - differences[99];
        QVERIFY(near(comparison.low, differences[99], 0.06 * width));
        QVERIFY(near(comparison.high, differences[3899], 0.06 * width));
    }

    /// Before and after exchanged, everything changes its sign but not its amount.
    void exchangingTheSidesMirrors()
    {
        const Measured one = of(normal(300, 10, 3, 8));
        const Measured two = of(normal(400, 12, 4, 9));
        const Comparison there = compare(one, two);
        const Comparison back = compare(two, one);
        QCOMPARE(back.difference, -there.difference);
        QCOMPARE(back.cohensD, -there.cohensD);
        const double width = there.high - there.low;
        QVERIFY(near(back.low, -there.high, 0.06 * width));
        QVERIFY(near(back.high, -there.low, 0.06 * width));
    }

    void shiftingMovesTheIntervalOnly()
    {
        const std::vector<double> base = normal(100, 10, 3, 5);
        std::vector<double> shifted = base;
        std::ranges::for_each(shifted, [](double &value) { value += 100; });
        const Measured other = of(normal(100, 12, 3, 6));
        const Comparison plain = compare(other, of(base));
        const Comparison moved = compare(other, of(shifted));
        QVERIFY(near(moved.low - plain.low, 100, 1e-9));
        QVERIFY(near(moved.high - plain.high, 100, 1e-9));
        QVERIFY(near(moved.after.deviation, plain.after.deviation, 1e-9));
    }

    /// Counts drawn at once have mean and variance of a resample drawn value by value.
    void countsAreDrawnRightly_data()
    {
        QTest::addColumn<int>("scale");
        QTest::newRow("few successes") << 1;
        QTest::newRow("many successes") << 1000;
    }

    void countsAreDrawnRightly()
    {
        QFETCH(int, scale);
        const Measured measured{{1, 60 * scale}, {2, 300 * scale}, {5, 25 * scale}, {9, scale}};
        Resampler resampler(measured, 11);
        const Summary summary = summaryOf(measured);
        constexpr int resamples = 20'000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < resamples; ++i) {
            const double offset = resampler.mean() - summary.mean;
            sum += offset;
            squares += offset * offset;
        }
        const auto n = static_cast<double>(summary.n);
        const double variance = summary.deviation * summary.deviation * (n - 1) / n / n;
        QVERIFY(near(sum / resamples, 0, 5 * std::sqrt(variance / resamples)));
        QVERIFY(near(squares / resamples / variance, 1, 0.06));
    }

    void spreadsBuckets()
    {
        const std::vector<Bucket> buckets{{0.1, 10}, {0.2, 10}, {0.5, 40}, {infinity, 42}};
        const Measured measured = measuredFrom(buckets);
        const Summary summary = summaryOf(measured);
        QCOMPARE(summary.n, std::int64_t{42});
        for (const Weighted &one : measured) {
            QVERIFY(one.count > 0);
            QVERIFY((one.value > 0 && one.value < 0.1) || (one.value > 0.2 && one.value <= 0.5));
        }
        QVERIFY(near(summary.mean, (10 * 0.05 + 30 * 0.35 + 2 * 0.5) / 42, 0.005));
        QCOMPARE(summary.p99, 0.5);
    }

    void bucketsThatShrinkSayNothing()
    {
        const std::vector<Bucket> buckets{{0.1, 10}, {0.2, 4}, {0.5, std::nan("")}, {infinity, 12}};
        QCOMPARE(summaryOf(measuredFrom(buckets)).n, std::int64_t{12});
        QVERIFY(measuredFrom({}).empty());
    }

    /// The figure that the interface waits for: 10,000 resamples of two windows, on a pool thread.
    void isQuickEnough_data()
    {
        QTest::addColumn<bool>("binned");
        QTest::newRow("1,500 requests a side") << false;
        QTest::newRow("100,000 requests a side in bins") << true;
    }

    void isQuickEnough()
    {
        QFETCH(bool, binned);
        const Measured before = binned ? ::binned(normal(100'000, 30, 5, 1), 0.2) : of(normal(1500, 30, 5, 1));
        const Measured after = binned ? ::binned(normal(100'000, 31, 5, 2), 0.2) : of(normal(1500, 31, 5, 2));
        QBENCHMARK_ONCE
        {
            const Comparison comparison = compare(before, after);
            QVERIFY(comparison.low > 0);
        }
    }
};

QTEST_APPLESS_MAIN(StatisticsTest)
#include "tst_statistics.moc"
