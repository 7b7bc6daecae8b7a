// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/blastradius.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace readyroom::drills;
using Verdict = BlastRadius::Verdict;

class BlastRadiusTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void figures()
    {
        const BlastRadius radius = blastRadius(200, 0.98, 500);
        QCOMPARE(*radius.extra, 196.0);
        QVERIFY(std::abs(*radius.originNow - 4) < 1e-9);
        QVERIFY(radius.verdict == Verdict::Bearable);
        QCOMPARE(*blastRadius(200, 0.98, 500, 0.25).extra, 49.0);
    }

    void verdicts_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("capacity");
        QTest::addColumn<int>("verdict");
        const double nan = std::nan("");
        const auto row = [](const char *name, double rate, double ratio, double capacity, Verdict verdict) {
            QTest::newRow(name) << rate << ratio << capacity << static_cast<int>(verdict);
        };
        row("bearable", 100, 0.9, 125, Verdict::Bearable);
        row("heavy", 100, 0.9, 124, Verdict::Heavy);
        row("just bearable", 100, 0.9, 100, Verdict::Heavy);
        row("too much", 100, 0.9, 99, Verdict::TooMuch);
        row("no rate", nan, 0.9, 100, Verdict::Unknown);
        row("no ratio", 100, nan, 100, Verdict::Unknown);
        row("no such ratio", 100, 1.2, 100, Verdict::Unknown);
        row("no capacity", 100, 0.9, nan, Verdict::Unknown);
        row("no traffic", 0, 0.9, 10, Verdict::Bearable);
    }

    void verdicts()
    {
        QFETCH(double, rate);
        QFETCH(double, ratio);
        QFETCH(double, capacity);
        QFETCH(int, verdict);
        const BlastRadius radius = blastRadius(rate, ratio, capacity);
        QCOMPARE(static_cast<int>(radius.verdict), verdict);
        QVERIFY(!radius.requestRate || std::isfinite(*radius.requestRate));
    }

    void sentences()
    {
        QCOMPARE(blastRadiusText(blastRadius(200, 0.98, {})),
                 u"Up to 196 requests/s more reach the origin, 200 instead of 4; what it can bear is not known."_s);
        BlastRadius seen = blastRadius(200, 0.98, 60);
        seen.capacityFrom = u"the most seen in 24 h"_s;
        QCOMPARE(
            blastRadiusText(seen),
            u"Up to 196 requests/s more reach the origin, 200 instead of 4; that is more than it is known to bear, "
            "60 (the most seen in 24 h)."_s);
        QVERIFY(blastRadiusText(blastRadius(200, 0.98, 210)).contains(u"close to"_s));
        QVERIFY(blastRadiusText(blastRadius({}, 0.98, 210)).contains(u"not known"_s));
    }
};

QTEST_GUILESS_MAIN(BlastRadiusTest)
#include "tst_blastradius.moc"
