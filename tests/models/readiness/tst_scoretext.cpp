// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/scoretext.h"

#include <QTest>

#include <cmath>

using namespace readyroom::readiness;
using namespace Qt::StringLiterals;

class ScoreTextTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void letters_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<QString>("letter");
        QTest::addColumn<QString>("below");
        const QStringList letters{u"A+"_s, u"A"_s,  u"A−"_s, u"B+"_s, u"B"_s,  u"B−"_s, u"C+"_s,
                                  u"C"_s,  u"C−"_s, u"D+"_s, u"D"_s,  u"D−"_s, u"F"_s};
        const QList<int> from{97, 93, 90, 87, 83, 80, 77, 73, 70, 67, 63, 60};
        for (qsizetype i = 0; i < from.size(); ++i) {
            QTest::addRow("%d", from[i]) << from[i] << letters[i] << letters[i + 1];
        }
    }

    void letters()
    {
        QFETCH(int, from);
        QFETCH(QString, letter);
        QFETCH(QString, below);
        QCOMPARE(letterOf(from), letter);
        QCOMPARE(letterOf(from - 0.5), letter); // rounded half up
        QCOMPARE(letterOf(std::nextafter(from - 0.5, 0.0)), letter); // floating noise
        QCOMPARE(letterOf(from - 0.51), below);
        QCOMPARE(letterOf(from - 1), below);
    }

    void theEndsHaveLettersToo()
    {
        QCOMPARE(letterOf(100.0), u"A+"_s);
        QCOMPARE(letterOf(0.0), u"F"_s);
        QCOMPARE(letterOf(66.5), u"D+"_s);
        QCOMPARE(letterOf(52.142857), u"F"_s);
        QVERIFY(letterOf(std::nan("")).isEmpty());
    }

    void cuts_data()
    {
        QTest::addColumn<double>("score");
        QTest::addColumn<QString>("text");
        QTest::newRow("whole") << 90.0 << u"90.0"_s;
        QTest::newRow("never shows as the gate") << 89.96 << u"89.9"_s;
        QTest::newRow("nearly") << 89.9999999 << u"89.9"_s;
        QTest::newRow("a tenth") << 52.1 << u"52.1"_s;
        QTest::newRow("a tenth with noise") << 52.099999999999994 << u"52.1"_s;
        QTest::newRow("a whole with noise") << 65.99999999999999 << u"66.0"_s;
        QTest::newRow("above") << 66.00000000000001 << u"66.0"_s;
        QTest::newRow("sevenths") << 365.0 / 7.0 << u"52.1"_s;
        QTest::newRow("a hundredth below") << 68.75 << u"68.7"_s;
        QTest::newRow("nothing") << 0.0 << u"0.0"_s;
        QTest::newRow("everything") << 100.0 << u"100.0"_s;
        QTest::newRow("little") << 0.04 << u"0.0"_s;
    }

    void cuts()
    {
        QFETCH(double, score);
        QFETCH(QString, text);
        QCOMPARE(scoreText(score), text);
    }

    /// Every tenth is shown as itself, whichever way it was computed.
    void tenthsStay()
    {
        for (int tenths = 0; tenths <= 1000; ++tenths) {
            const QString text = u"%1.%2"_s.arg(tenths / 10).arg(tenths % 10);
            QCOMPARE(scoreText(tenths / 10.0), text);
            QCOMPARE(scoreText(tenths * 0.1), text);
            QCOMPARE(scoreText(100.0 - (1000 - tenths) / 10.0), text);
        }
        QVERIFY(scoreText(std::nan("")).isEmpty());
    }

    void limitsAreShownAsWritten()
    {
        QCOMPARE(limitText(90.0), u"90"_s);
        QCOMPARE(limitText(92.5), u"92.5"_s);
        QCOMPARE(limitText(0.1), u"0.1"_s);
    }
};

QTEST_APPLESS_MAIN(ScoreTextTest)
#include "tst_scoretext.moc"
