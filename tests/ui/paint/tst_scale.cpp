// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scale.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace readyroom::paint;

class ScaleTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepsAreRound()
    {
        for (double high = 1e-6; high < 1e9; high *= 1.237) {
            const Scale s = niceScale(0, high);
            QVERIFY(s.low == 0.0);
            QVERIFY(s.high >= high * (1 - 1e-9));
            QVERIFY(s.high <= high * 2.51);
            QVERIFY(s.intervals() >= 1 && s.intervals() <= 4);
            const double mantissa = s.step / std::pow(10.0, std::floor(std::log10(s.step) + 1e-9));
            QVERIFY2(std::abs(mantissa - 1) < 1e-6 || std::abs(mantissa - 2) < 1e-6 || std::abs(mantissa - 5) < 1e-6,
                     qPrintable(QString::number(s.step)));
        }
    }

    void holdsNegativesAndNothing()
    {
        const Scale s = niceScale(-3, 7);
        QVERIFY(s.low <= -3 && s.high >= 7 && s.intervals() <= 4);
        QCOMPARE(niceScale(0, 0), (Scale{0, 1, 0.5}));
        QCOMPARE(niceScale(std::nan(""), std::nan("")), (Scale{0, 1, 0.5}));
        QVERIFY(niceScale(5, 5).high >= 5);
    }

    void zoomKeepsTheEnds()
    {
        const Scale s = zoomedScale(27.3, 91.7);
        QCOMPARE(s.low, 27.3);
        QCOMPARE(s.high, 91.7);
        QCOMPARE(s.lines(), (std::vector<double>{40, 60, 80}));
        QCOMPARE(niceScale(0, 1.6).lines(), (std::vector<double>{0, 0.5, 1, 1.5, 2}));
        QVERIFY(zoomedScale(5, 5).high > zoomedScale(5, 5).low);
    }

    void doesNotJump()
    {
        SteadyScale steady;
        const Scale first = steady.fit(0.1, 1.6);
        int changes = 0;
        Scale before = first;
        for (int i = 0; i < 200; ++i) {
            const Scale now = steady.fit(0.1, 1.6 + 0.3 * std::sin(i * 0.3));
            changes += now == before ? 0 : 1;
            before = now;
        }
        QVERIFY2(changes <= 1, qPrintable(QString::number(changes)));
        QVERIFY(steady.fit(0, 30).high >= 30); // grows at once
        QVERIFY(steady.fit(0, 0.5).high < 2); // shrinks when nearly nothing is left
        const Scale kept = steady.scale();
        QCOMPARE(steady.fit(std::nan(""), std::nan("")), kept);
    }

    void labels_data()
    {
        QTest::addColumn<double>("high");
        QTest::addColumn<int>("unit");
        QTest::addColumn<QString>("top");
        const auto row = [](const char *name, double high, Unit unit, const QString &top) {
            QTest::newRow(name) << high << static_cast<int>(unit) << top;
        };
        row("seconds", 2.0, Unit::Seconds, u"2.0 s"_s);
        row("milliseconds", 0.4, Unit::Seconds, u"400 ms"_s);
        row("percent", 1.0, Unit::Ratio, u"100 %"_s);
        row("rate", 60, Unit::PerSecond, u"60"_s);
        row("thousands", 4000, Unit::PerSecond, u"4 k"_s);
        row("bytes", 2e9, Unit::Bytes, u"2.0 GB"_s);
    }

    void labels()
    {
        QFETCH(double, high);
        QFETCH(int, unit);
        QFETCH(QString, top);
        const Scale s = niceScale(0, high);
        const ScaleFormat format = scaleFormat(s, static_cast<Unit>(unit));
        QCOMPARE(scaleLabel(s.high, format).replace(QChar(0x00a0), u' '), top);
        QCOMPARE(scaleLabel(0, format), u"0"_s);
    }

    void timesAreRoundInLocalTime()
    {
        // Pacific/Chatham lies 45 minutes beside the full hour.
        const std::int64_t to = 1'737'459'000'000; // 01:15 there
        const std::vector<TimeTick> ticks = timeTicks(to - 15 * 60'000, to, 6);
        QVERIFY(ticks.size() >= 4 && ticks.size() <= 6);
        QCOMPARE(ticks.front().label, u"01:00"_s);
        QCOMPARE(ticks.back().label, u"01:15"_s);
        const std::vector<TimeTick> day = timeTicks(to - 86'400'000, to, 6);
        for (const TimeTick &tick : day) {
            QVERIFY2(tick.label.endsWith(u":00"_s), qPrintable(tick.label));
        }
    }

    void neverMoreTicksThanAsked()
    {
        for (std::int64_t span = 3000; span < 90LL * 86'400'000; span = span * 13 / 10) {
            for (const int most : {2, 5, 9}) {
                const std::size_t count = timeTicks(1'700'000'000'000 - span, 1'700'000'000'000, most).size();
                QVERIFY(count <= static_cast<std::size_t>(most) + 1);
            }
        }
        QVERIFY(timeTicks(5, 5, 4).empty());
    }
};

QTEST_GUILESS_MAIN(ScaleTest)
#include "tst_scale.moc"
