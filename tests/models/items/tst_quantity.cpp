// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/quantity.h"

#include <QTest>

#include <limits>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;

class TestQuantity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbers_data()
    {
        QTest::addColumn<QString>("actual");
        QTest::addColumn<QString>("expected");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("missing seconds") << secondsQuantity(nan).text() << u"–"_s;
        QTest::newRow("infinite rate") << rateQuantity(std::numeric_limits<double>::infinity()).text() << u"–"_s;
        QTest::newRow("zero seconds") << secondsQuantity(0).text() << u"0 ms"_s;
        QTest::newRow("microseconds") << secondsQuantity(0.000123).text() << u"123 µs"_s;
        QTest::newRow("few milliseconds") << secondsQuantity(0.0041).text() << u"4.1 ms"_s;
        QTest::newRow("many milliseconds") << secondsQuantity(0.438).text() << u"438 ms"_s;
        QTest::newRow("never 1000 ms") << secondsQuantity(0.9996).text() << u"1 s"_s;
        QTest::newRow("seconds") << secondsQuantity(1.24).text() << u"1.24 s"_s;
        QTest::newRow("tens of seconds") << secondsQuantity(12.34).text() << u"12.3 s"_s;
        QTest::newRow("minutes") << secondsQuantity(150).text() << u"2.5 min"_s;
        QTest::newRow("nanoseconds") << secondsQuantity(12e-9).text() << u"12 ns"_s;
        QTest::newRow("negative seconds") << secondsQuantity(-0.0041).text() << u"−4.1 ms"_s;
        QTest::newRow("rare is not never") << rateQuantity(0.004).text() << u"0.004"_s;
        QTest::newRow("very rare is not never") << rateQuantity(1e-5).text() << u"<0.001"_s;
        QTest::newRow("bytes") << bytesQuantity(812).text() << u"812 B"_s;
        QTest::newRow("gigabytes") << bytesQuantity(46.04e9).text() << u"46 GB"_s;
        QTest::newRow("small rate") << rateQuantity(9.6).text() << u"9.6"_s;
        QTest::newRow("hundreds") << rateQuantity(310).text() << u"310"_s;
        QTest::newRow("thousands") << rateQuantity(1204).text() << u"1.2 k"_s;
        QTest::newRow("no errors") << ratioQuantity(0).text() << u"0 %"_s;
        QTest::newRow("few errors are not none") << ratioQuantity(0.00001).text() << u"<0.01 %"_s;
        QTest::newRow("some errors") << ratioQuantity(0.002).text() << u"0.2 %"_s;
        QTest::newRow("hit ratio") << ratioQuantity(0.71).text() << u"71.0 %"_s;
        QTest::newRow("a loss is not rounded away") << ratioQuantity(0.99999).text() << u"99.9 %"_s;
        QTest::newRow("all") << ratioQuantity(1).text() << u"100 %"_s;
        QTest::newRow("count") << countQuantity(812).text() << u"812"_s;
        QTest::newRow("large count") << countQuantity(12400).text() << u"12.4 k"_s;
        QTest::newRow("age") << ageText(std::chrono::milliseconds(72'900)) << u"72 s"_s;
        QTest::newRow("age from a clock ahead") << ageText(std::chrono::seconds(-5)) << u"0 s"_s;
        QTest::newRow("age in minutes") << ageText(std::chrono::minutes(3)) << u"3 min"_s;
        QTest::newRow("age in days") << ageText(std::chrono::hours(49)) << u"2 d"_s;
        QTest::newRow("long age") << longAgeText(std::chrono::seconds(72)) << u"1 min 12 s"_s;
        QTest::newRow("long age in hours") << longAgeText(std::chrono::minutes(130)) << u"2 h 10 min"_s;
    }
    void numbers()
    {
        QFETCH(QString, actual);
        QFETCH(QString, expected);
        QCOMPARE(actual, expected);
    }

    void toolTipsShowRemoteTextAsItIs()
    {
        QCOMPARE(toolTip(u"<b>x</b> & y\nz"_s), u"<qt>&lt;b&gt;x&lt;/b&gt; &amp; y<br>z</qt>"_s);
        QVERIFY(toolTip({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestQuantity)
#include "tst_quantity.moc"
