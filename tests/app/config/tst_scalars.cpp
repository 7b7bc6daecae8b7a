// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/scalars.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::config;

class TestScalars : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(u"de_DE"_s)); }

    void durations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms"); // negative: refused
        QTest::newRow("seconds") << u"5s"_s << 5'000LL;
        QTest::newRow("two units") << u"1m30s"_s << 90'000LL;
        QTest::newRow("milliseconds") << u"500ms"_s << 500LL;
        QTest::newRow("all units") << u"1y1w1d1h1m1s1ms"_s
                                   << (365 + 7 + 1) * 86'400'000LL + 3'600'000 + 60'000 + 1'000 + 1;
        QTest::newRow("zero") << u"0"_s << 0LL;
        QTest::newRow("zero seconds") << u"0s"_s << 0LL;
        QTest::newRow("leading zero") << u"05s"_s << 5'000LL;
        QTest::newRow("no unit") << u"5"_s << -1LL;
        QTest::newRow("empty") << QString() << -1LL;
        QTest::newRow("blank") << u"5 s"_s << -1LL;
        QTest::newRow("negative") << u"-5s"_s << -1LL;
        QTest::newRow("fraction") << u"1.5s"_s << -1LL;
        QTest::newRow("wrong order") << u"30s1m"_s << -1LL;
        QTest::newRow("unit twice") << u"1s1s"_s << -1LL;
        QTest::newRow("unknown unit") << u"5sec"_s << -1LL;
        QTest::newRow("only a unit") << u"s"_s << -1LL;
        QTest::newRow("too large") << u"99999999999999999999s"_s << -1LL;
        QTest::newRow("overflowing product") << u"1000000000000y"_s << -1LL;
        QTest::newRow("other digits") << u"٥s"_s << -1LL;
    }
    void durations()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, ms);
        const auto value = parseDuration(text);
        QCOMPARE(value.has_value(), ms >= 0);
        if (value) {
            QCOMPARE(value->count(), ms);
        } else {
            QVERIFY(value.error().message.contains(text));
        }
    }

    void sizes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("bytes"); // negative: refused
        QTest::newRow("mebibytes") << u"16MiB"_s << 16LL * 1024 * 1024;
        QTest::newRow("megabytes") << u"16MB"_s << 16'000'000LL;
        QTest::newRow("bytes") << u"512B"_s << 512LL;
        QTest::newRow("no unit") << u"1048576"_s << 1'048'576LL;
        QTest::newRow("gibibytes") << u"1GiB"_s << 1024LL * 1024 * 1024;
        QTest::newRow("wrong case") << u"16mib"_s << -1LL;
        QTest::newRow("blank") << u"16 MiB"_s << -1LL;
        QTest::newRow("fraction") << u"1.5MiB"_s << -1LL;
        QTest::newRow("grouped") << u"1.048.576"_s << -1LL;
        QTest::newRow("negative") << u"-1"_s << -1LL;
        QTest::newRow("overflow") << u"9999999999999GiB"_s << -1LL;
    }
    void sizes()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, bytes);
        const auto value = parseSize(text);
        QCOMPARE(value.has_value(), bytes >= 0);
        if (value) {
            QCOMPARE(static_cast<qint64>(*value), bytes);
        }
    }
};

QTEST_APPLESS_MAIN(TestScalars)
#include "tst_scalars.moc"
