// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/format.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::paint;

namespace {

QString spaced(QString s)
{
    return s.replace(QChar(0x00a0), u' ');
}

} // namespace

class FormatTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbers_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("unit");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, double value, Unit unit, const QString &expected) {
            QTest::newRow(name) << value << static_cast<int>(unit) << expected;
        };
        row("missing", std::numeric_limits<double>::quiet_NaN(), Unit::Seconds, u"–"_s);
        row("infinite", std::numeric_limits<double>::infinity(), Unit::None, u"–"_s);
        row("zero seconds", 0, Unit::Seconds, u"0 ms"_s);
        row("nanoseconds", 12e-9, Unit::Seconds, u"12 ns"_s);
        row("microseconds", 4.25e-6, Unit::Seconds, u"4.25 µs"_s);
        row("milliseconds", 0.438, Unit::Seconds, u"438 ms"_s);
        row("small milliseconds", 0.0041, Unit::Seconds, u"4.1 ms"_s);
        row("carries to a second", 0.99996, Unit::Seconds, u"1 s"_s);
        row("seconds", 1.24, Unit::Seconds, u"1.24 s"_s);
        row("ninety seconds", 90, Unit::Seconds, u"90 s"_s);
        row("minutes", 150, Unit::Seconds, u"2.5 min"_s);
        row("hours", 3.0 * 3600, Unit::Seconds, u"3 h"_s);
        row("days", 2.0 * 86400, Unit::Seconds, u"2 d"_s);
        row("years", 4 * 365.25 * 86400, Unit::Seconds, u"4 y"_s);
        row("percent", 0.93, Unit::Ratio, u"93.0 %"_s);
        row("nothing", 0, Unit::Ratio, u"0 %"_s);
        row("all", 1, Unit::Ratio, u"100 %"_s);
        row("nearly all is not all", 0.99997, Unit::Ratio, u"99.9 %"_s);
        row("nearly nothing is not nothing", 1e-9, Unit::Ratio, u"<0.01 %"_s);
        row("small percent", 0.0001, Unit::Ratio, u"0.01 %"_s);
        row("more than all", 1.5, Unit::Ratio, u"150 %"_s);
        row("rate", 42, Unit::PerSecond, u"42 /s"_s);
        row("thousand a second", 1204, Unit::PerSecond, u"1.2 k/s"_s);
        row("carries to a thousand", 999.7, Unit::PerSecond, u"1 k/s"_s);
        row("carries to ten", 9.998, Unit::None, u"10"_s);
        row("carries to a hundred", 99.97, Unit::None, u"100"_s);
        row("bytes", 12, Unit::Bytes, u"12 B"_s);
        row("gigabytes", 46e9, Unit::Bytes, u"46 GB"_s);
        row("negative", -1.5, Unit::None, u"−1.5"_s);
        row("million", 2.5e6, Unit::None, u"2.5 M"_s);
    }

    void numbers()
    {
        QFETCH(double, value);
        QFETCH(int, unit);
        QFETCH(QString, expected);
        QCOMPARE(spaced(text(value, static_cast<Unit>(unit))), expected);
    }

    void neverMoreThanThreeSignificantDigits()
    {
        for (double v = 1e-6; v < 1e10; v *= 1.0137) {
            for (const Unit unit : {Unit::None, Unit::Seconds, Unit::PerSecond, Unit::Bytes}) {
                const QString number = figure(v, unit).number;
                QString digits = number;
                digits.remove(QRegularExpression(u"^[^1-9]*|[^0-9]"_s));
                if (!number.startsWith(u'<')) {
                    QVERIFY2(digits.size() <= 3, qPrintable(number));
                }
            }
        }
    }

    void ages_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("age");
        QTest::addColumn<QString>("duration");
        QTest::newRow("negative") << qint64(-500) << u"now"_s << u"0 s"_s;
        QTest::newRow("now") << qint64(999) << u"now"_s << u"0 s"_s;
        QTest::newRow("seconds") << qint64(72'000) << u"72 s"_s << u"1 min 12 s"_s;
        QTest::newRow("last second") << qint64(119'999) << u"119 s"_s << u"1 min 59 s"_s;
        QTest::newRow("minutes") << qint64(120'000) << u"2 min"_s << u"2 min"_s;
        QTest::newRow("hours") << qint64(15'000'000) << u"4 h"_s << u"4 h 10 min"_s;
        QTest::newRow("days") << qint64(2 * 86'400'000 + 3 * 3'600'000) << u"2 d"_s << u"2 d 3 h"_s;
        QTest::newRow("a day and a second") << qint64(86'401'000) << u"24 h"_s << u"1 d"_s;
    }

    void ages()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, age);
        QFETCH(QString, duration);
        QCOMPARE(spaced(paint::age(Duration(ms))), age);
        QCOMPARE(spaced(paint::duration(Duration(ms))), duration);
    }

    void clockIsLocal()
    {
        // The tests run in Pacific/Chatham: 13 h 45 min ahead of UTC in the southern summer.
        QCOMPARE(clock(fromMillis(1'737'459'000'000)), u"01:15:00"_s);
        QCOMPARE(shortClock(fromMillis(1'737'459'000'000)), u"01:15"_s);
    }
};

QTEST_GUILESS_MAIN(FormatTest)
#include "tst_format.moc"
