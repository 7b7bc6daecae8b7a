// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/threshold.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using Operator = Threshold::Operator;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

class ThresholdTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Operator>("op");
        QTest::addColumn<double>("value");
        QTest::newRow("less") << u"< 0.2"_s << Operator::Less << 0.2;
        QTest::newRow("less or equal") << u"<= 0.2"_s << Operator::LessEqual << 0.2;
        QTest::newRow("greater") << u"> 99.9"_s << Operator::Greater << 99.9;
        QTest::newRow("greater or equal") << u">= 0.95"_s << Operator::GreaterEqual << 0.95;
        QTest::newRow("equal") << u"== 200"_s << Operator::Equal << 200.0;
        QTest::newRow("not equal") << u"!= 0"_s << Operator::NotEqual << 0.0;
        QTest::newRow("no space") << u"<0.2"_s << Operator::Less << 0.2;
        QTest::newRow("much space") << u"  <\t 0.2  "_s << Operator::Less << 0.2;
        QTest::newRow("negative") << u"> -3"_s << Operator::Greater << -3.0;
        QTest::newRow("positive") << u"> +3"_s << Operator::Greater << 3.0;
        QTest::newRow("milliseconds") << u"< 200ms"_s << Operator::Less << 0.2;
        QTest::newRow("minutes") << u"<= 5m"_s << Operator::LessEqual << 300.0;
        QTest::newRow("hours and minutes") << u"< 1h30m"_s << Operator::Less << 5400.0;
        QTest::newRow("exponent") << u"< 1e3"_s << Operator::Less << 1000.0;
        QTest::newRow("negative exponent") << u"< 5e-3"_s << Operator::Less << 0.005;
        QTest::newRow("hexadecimal") << u"== 0x10"_s << Operator::Equal << 16.0;
        QTest::newRow("grouped") << u"< 1_000_000"_s << Operator::Less << 1e6;
    }

    void reads()
    {
        QFETCH(QString, text);
        QFETCH(Operator, op);
        QFETCH(double, value);
        const Result<Threshold> threshold = parseThreshold(text);
        QVERIFY2(threshold, threshold ? "" : qPrintable(threshold.error().message));
        QCOMPARE(threshold->op, op);
        QCOMPARE(threshold->value, value);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("column");
        QTest::newRow("nothing") << u""_s << 1;
        QTest::newRow("no operator") << u"0.2"_s << 1;
        QTest::newRow("no number") << u"< "_s << 3;
        QTest::newRow("one equals sign") << u"= 200"_s << 1;
        QTest::newRow("turned round") << u"=< 200"_s << 1;
        QTest::newRow("a sign for people") << u"≤ 200"_s << 1;
        QTest::newRow("a regular expression") << u"=~ \"2..\""_s << 1;
        QTest::newRow("text") << u"< \"0.2\""_s << 3;
        QTest::newRow("a word") << u"< fast"_s << 3;
        QTest::newRow("no number at all") << u"> NaN"_s << 3;
        QTest::newRow("infinity") << u"< Inf"_s << 3;
        QTest::newRow("too large") << u"< 1e999"_s << 3;
        QTest::newRow("a unit with a space") << u"< 200 ms"_s << 7;
        QTest::newRow("no known unit") << u"< 200parsec"_s << 3;
        QTest::newRow("two of them") << u"> 1 < 2"_s << 5;
        QTest::newRow("two signs") << u"> --1"_s << 4;
        QTest::newRow("an expression") << u"< 1 + 1"_s << 5;
    }

    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(int, column);
        const Result<Threshold> threshold = parseThreshold(text);
        QVERIFY(!threshold);
        QCOMPARE(threshold.error().kind, Error::Kind::Parse);
        QVERIFY(threshold.error().message.endsWith(u'.'));
        QCOMPARE(threshold.error().where.line, 1);
        QCOMPARE(threshold.error().where.column, column);
    }

    void holds_data()
    {
        QTest::addColumn<Operator>("op");
        QTest::addColumn<bool>("below");
        QTest::addColumn<bool>("at");
        QTest::addColumn<bool>("above");
        QTest::newRow("<") << Operator::Less << true << false << false;
        QTest::newRow("<=") << Operator::LessEqual << true << true << false;
        QTest::newRow(">") << Operator::Greater << false << false << true;
        QTest::newRow(">=") << Operator::GreaterEqual << false << true << true;
        QTest::newRow("==") << Operator::Equal << false << true << false;
        QTest::newRow("!=") << Operator::NotEqual << true << false << true;
    }

    void holds()
    {
        QFETCH(Operator, op);
        QFETCH(bool, below);
        QFETCH(bool, at);
        QFETCH(bool, above);
        const Threshold threshold{op, 5.0};
        QCOMPARE(threshold.holds(4.0), below);
        QCOMPARE(threshold.holds(5.0), at);
        QCOMPARE(threshold.holds(6.0), above);
        QCOMPARE(threshold.holds(-infinity), below);
        QCOMPARE(threshold.holds(infinity), above);
        QVERIFY(!threshold.holds(notANumber));
        QVERIFY(std::isnan(threshold.distance(notANumber)));
        // What holds is never further on the wrong side than what does not.
        for (const double measured : {-infinity, 3.0, 4.0, 5.0, 6.0, 7.0, infinity}) {
            QVERIFY(threshold.holds(measured) ? threshold.distance(measured) <= 0 : threshold.distance(measured) >= 0);
        }
        QCOMPARE(operatorText(op), QLatin1StringView(QTest::currentDataTag()));
    }

    void theWorstIsTheFurthest()
    {
        QVERIFY((Threshold{Operator::Less, 5}.distance(9)) > (Threshold{Operator::Less, 5}.distance(6)));
        QVERIFY((Threshold{Operator::Less, 5}.distance(4)) > (Threshold{Operator::Less, 5}.distance(3)));
        QVERIFY((Threshold{Operator::GreaterEqual, 5}.distance(1))
                > (Threshold{Operator::GreaterEqual, 5}.distance(2)));
        QVERIFY((Threshold{Operator::Equal, 5}.distance(1)) > (Threshold{Operator::Equal, 5}.distance(7)));
        QVERIFY((Threshold{Operator::NotEqual, 5}.distance(5)) > (Threshold{Operator::NotEqual, 5}.distance(7)));
    }

    void hasSignsForPeople()
    {
        QStringList signs;
        for (const Operator op : {Operator::Less, Operator::LessEqual, Operator::Greater, Operator::GreaterEqual,
                                  Operator::Equal, Operator::NotEqual}) {
            signs += operatorSign(op);
        }
        QCOMPARE(signs.join(u' '), u"< ≤ > ≥ = ≠"_s);
    }
};

QTEST_APPLESS_MAIN(ThresholdTest)
#include "tst_threshold.moc"
