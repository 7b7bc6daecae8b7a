// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/m4.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>

using readyroom::series::Sample;
using namespace readyroom::paint;

namespace {

constexpr std::int64_t start = 1'700'000'000'123;
const double noValue = std::numeric_limits<double>::quiet_NaN();

/// A random walk at about one second, with holes and stale markers.
std::vector<Sample> walk(unsigned seed, int count)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> unit(0, 1);
    std::vector<Sample> samples;
    std::int64_t t = start;
    double v = 0;
    for (int i = 0; i < count; ++i) {
        t += unit(random) < 0.01 ? 7000 : 900 + static_cast<std::int64_t>(unit(random) * 200);
        v += unit(random) - 0.5;
        samples.push_back({t, unit(random) < 0.01 ? noValue : v});
    }
    return samples;
}

std::shared_ptr<const std::vector<Sample>> shared(std::vector<Sample> samples)
{
    return std::make_shared<const std::vector<Sample>>(std::move(samples));
}

std::vector<Column> columnsOf(const M4 &m4)
{
    return {m4.columns().begin(), m4.columns().end()};
}

std::vector<Column> fresh(const std::vector<Sample> &samples, double columnMs, double gapMs)
{
    M4 m4;
    m4.setGrid(columnMs, gapMs);
    m4.setSamples(shared(samples));
    return columnsOf(m4);
}

} // namespace

class M4Test final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sameExtremesAsAllPoints_data()
    {
        QTest::addColumn<double>("columnMs");
        QTest::newRow("many per column") << 10'470.37;
        QTest::newRow("about one per column") << 1000.0;
        QTest::newRow("fewer than one per column") << 313.7;
        QTest::newRow("all in one") << 1e9;
    }

    void sameExtremesAsAllPoints()
    {
        QFETCH(double, columnMs);
        const std::vector<Sample> samples = walk(1, 5000);
        std::map<std::int64_t, std::pair<double, double>> expected;
        for (const Sample &s : samples) {
            if (!std::isnan(s.v)) {
                auto &range =
                    expected
                        .try_emplace(static_cast<std::int64_t>(std::floor(static_cast<double>(s.t) / columnMs)), s.v,
                                     s.v)
                        .first->second;
                range = {std::min(range.first, s.v), std::max(range.second, s.v)};
            }
        }
        std::map<std::int64_t, std::pair<double, double>> actual;
        for (const Column &c : fresh(samples, columnMs, 2500)) {
            auto &range = actual.try_emplace(c.index, c.minimum.v, c.maximum.v).first->second;
            range = {std::min(range.first, c.minimum.v), std::max(range.second, c.maximum.v)};
        }
        QVERIFY(actual == expected);
    }

    void gapsAreNotConnected()
    {
        const std::vector<Sample> samples{{1000, 1}, {2000, 2}, {3000, noValue}, {4000, 3}, {9000, 4}, {10'000, 5}};
        const std::vector<Column> columns = fresh(samples, 100, 2000);
        QCOMPARE(columns.size(), 5U);
        QCOMPARE(columns[0].connected, false);
        QCOMPARE(columns[1].connected, true);
        QCOMPARE(columns[2].connected, false); // after NaN
        QCOMPARE(columns[3].connected, false); // after a hole
        QCOMPARE(columns[4].connected, true);
        // A gap inside one column splits it too.
        QCOMPARE(fresh(samples, 100'000, 2000).size(), 3U);
    }

    void slidingEqualsStartingAnew_data()
    {
        QTest::addColumn<double>("columnMs");
        QTest::newRow("dense") << 9876.5;
        QTest::newRow("sparse") << 420.0;
    }

    void slidingEqualsStartingAnew()
    {
        QFETCH(double, columnMs);
        const std::vector<Sample> all = walk(7, 3000);
        std::mt19937 random(3);
        M4 m4;
        m4.setGrid(columnMs, 2500);
        std::size_t begin = 0;
        std::size_t end = 1000;
        while (end < all.size()) {
            const std::vector<Sample> window(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                             all.begin() + static_cast<std::ptrdiff_t>(end));
            m4.setSamples(shared(window));
            QVERIFY(columnsOf(m4) == fresh(window, columnMs, 2500));
            begin += random() % 40;
            end += random() % 40;
        }
    }

    void onlyWhatIsNewIsLookedAt()
    {
        const std::vector<Sample> all = walk(11, 4000);
        M4 m4;
        m4.setGrid(10'000, 2500);
        m4.setSamples(shared({all.begin(), all.begin() + 3600}));
        QCOMPARE(m4.lastWork(), 3600U);
        m4.setSamples(shared({all.begin() + 5, all.begin() + 3605}));
        QVERIFY2(m4.lastWork() <= 40, qPrintable(QString::number(m4.lastWork())));
        const auto same = m4.samples();
        m4.setSamples(same);
        QCOMPARE(m4.lastWork(), 0U);
    }

    void changedHistoryIsNoticed()
    {
        std::vector<Sample> samples = walk(5, 500);
        M4 m4;
        m4.setGrid(5000, 2500);
        m4.setSamples(shared(samples));
        for (const std::size_t at : {std::size_t(499), std::size_t(250), std::size_t(0)}) {
            samples[at].v = 100.0 + static_cast<double>(at);
            m4.setSamples(shared(samples));
            QVERIFY(columnsOf(m4) == fresh(samples, 5000, 2500));
        }
        samples.resize(300);
        m4.setSamples(shared(samples));
        QVERIFY(columnsOf(m4) == fresh(samples, 5000, 2500));
        m4.setSamples(shared({}));
        QVERIFY(m4.columns().empty());
        m4.setSamples(nullptr);
        QVERIFY(m4.columns().empty());
    }

    void rangeTakesOneNeighbourOnEitherSide()
    {
        std::vector<Sample> samples;
        for (int i = 0; i < 10; ++i) {
            samples.push_back({i * 1000, double(i)});
        }
        M4 m4;
        m4.setGrid(1000, 0);
        m4.setSamples(shared(samples));
        const auto columns = m4.columns(3, 5);
        QCOMPARE(columns.front().index, 2);
        QCOMPARE(columns.back().index, 6);
        QCOMPARE(m4.columns(0, 100).size(), 10U);
    }

    void medianIgnoresHoles()
    {
        const std::vector<Sample> samples{{0, 1}, {10, 1}, {20, 1}, {5000, 1}, {5010, 1}};
        QCOMPARE(medianStep(samples), 10.0);
        QCOMPARE(medianStep({}), 0.0);
    }
};

QTEST_GUILESS_MAIN(M4Test)
#include "tst_m4.moc"
