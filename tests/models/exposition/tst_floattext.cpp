// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/floattext.h"
#include "models/series/sample.h"

#include <QTest>

#include <bit>
#include <limits>
#include <random>

using namespace readyroom::exposition;

class FloatTextTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<double>("expected");
        constexpr double inf = std::numeric_limits<double>::infinity();
        QTest::newRow("0") << 0.0;
        QTest::newRow("1027") << 1027.0;
        QTest::newRow("+7") << 7.0;
        QTest::newRow("-1.5") << -1.5;
        QTest::newRow(".5") << 0.5;
        QTest::newRow("5.") << 5.0;
        QTest::newRow("1e3") << 1000.0;
        QTest::newRow("1E+3") << 1000.0;
        QTest::newRow("000000000000000000042") << 42.0;
        QTest::newRow("1.8446744073709552e+19") << 18446744073709551616.0;
        QTest::newRow("18446744073709551615") << 18446744073709551616.0;
        QTest::newRow("9007199254740993") << 9007199254740992.0;
        QTest::newRow("1.7976931348623157e308") << std::numeric_limits<double>::max();
        QTest::newRow("5e-324") << std::numeric_limits<double>::denorm_min();
        QTest::newRow("1e-400") << 0.0;
        QTest::newRow("0.000001e-330") << 0.0;
        QTest::newRow("0e999999999999999999999") << 0.0;
        QTest::newRow("1e-99999999999999999999") << 0.0;
        QTest::newRow("Inf") << inf;
        QTest::newRow("+Inf") << inf;
        QTest::newRow("-inf") << -inf;
        QTest::newRow("+iNfInItY") << inf;
        QTest::newRow("0x1p-2") << 0.25;
        QTest::newRow("-0X1.8P3") << -12.0;
        QTest::newRow("0xAp0") << 10.0;
        QTest::newRow("0x.8p1") << 1.0;
        QTest::newRow("0x1p-2000") << 0.0;
    }

    void reads()
    {
        QFETCH(double, expected);
        const std::optional<double> value = parseFloat(QTest::currentDataTag());
        QVERIFY(value);
        QCOMPARE(std::bit_cast<std::uint64_t>(*value), std::bit_cast<std::uint64_t>(expected));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"",        "+",        "-",      ".",     "e5",    "1e",      "1e+",     "1.2.3", "0x",
              "0x1",     "0x1.8",    "0xp1",   "0xinf", "1_000", "0x1_0p1", "--1",     "+-1",   "1 ",
              " 1",      "1,5",      "nan(1)", "+NaN",  "-nan",  "NaNs",    "infinit", "1e400", "-1e309",
              "0.1e310", "0x1p2000", "abc",    "1f",    "12\r",  "\xff"}) {
            QTest::newRow(QByteArray("'" + QByteArray(text) + "'").constData()) << QByteArray(text);
        }
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!parseFloat(text));
    }

    void everyNaNIsTheNormalOne()
    {
        for (const char *text : {"NaN", "nan", "NAN"}) {
            const std::optional<double> value = parseFloat(text);
            QVERIFY(value);
            QCOMPARE(std::bit_cast<std::uint64_t>(*value), 0x7ff8000000000001ULL);
            QVERIFY(!readyroom::series::isStale(*value));
        }
    }

    void keepsTheSignOfZero() { QVERIFY(std::signbit(parseFloat("-0").value())); }

    void roundTripsRandomDoubles()
    {
        std::mt19937_64 random{7};
        for (int i = 0; i < 20'000; ++i) {
            const double value = std::bit_cast<double>(random());
            if (!std::isfinite(value)) {
                continue;
            }
            const QByteArray text = QByteArray::number(value, 'g', 17);
            const std::optional<double> read = parseFloat(text);
            QVERIFY2(read && std::bit_cast<std::uint64_t>(*read) == std::bit_cast<std::uint64_t>(value), text);
        }
    }
};

QTEST_APPLESS_MAIN(FloatTextTest)
#include "tst_floattext.moc"
