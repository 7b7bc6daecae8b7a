// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/json.h"
#include "models/promql/number.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::promql;

class PromqlValuesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void floatsAreWrittenAsGoDoes_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("zero") << 0.0 << QByteArray("0");
        QTest::newRow("negative zero") << -0.0 << QByteArray("-0");
        QTest::newRow("integer") << 1000000.0 << QByteArray("1000000");
        QTest::newRow("fraction") << 0.1 << QByteArray("0.1");
        QTest::newRow("small") << 1e-7 << QByteArray("0.0000001");
        QTest::newRow("large") << 1e21 << QByteArray("1000000000000000000000");
        QTest::newRow("large with digits") << -1.234567890123456e22 << QByteArray("-12345678901234560000000");
        QTest::newRow("two to the 63") << 9223372036854775808.0 << QByteArray("9223372036854776000");
        QTest::newRow("NaN") << std::nan("") << QByteArray("NaN");
        QTest::newRow("infinity") << std::numeric_limits<double>::infinity() << QByteArray("+Inf");
        QTest::newRow("negative infinity") << -std::numeric_limits<double>::infinity() << QByteArray("-Inf");
    }

    void floatsAreWrittenAsGoDoes()
    {
        QFETCH(double, value);
        QFETCH(QByteArray, text);
        QCOMPARE(formatFloat(value), text);
    }

    void everyFloatReadsBack()
    {
        std::mt19937_64 random(1);
        for (int i = 0; i < 20'000; ++i) {
            const double v = std::bit_cast<double>(random());
            if (std::isfinite(v)) {
                const std::optional<double> back = parseFloat(formatFloat(v));
                QVERIFY(back.has_value());
                QCOMPARE(std::bit_cast<quint64>(*back), std::bit_cast<quint64>(v));
            }
        }
    }

    void floatsAreReadAsGoDoes()
    {
        QCOMPARE(parseFloat("+Inf").value(), std::numeric_limits<double>::infinity());
        QCOMPARE(parseFloat("-inf").value(), -std::numeric_limits<double>::infinity());
        QVERIFY(std::isnan(parseFloat("NaN").value()));
        QCOMPARE(parseFloat("0x1p4").value(), 16.0);
        QCOMPARE(parseFloat("1e400").value(), std::numeric_limits<double>::infinity());
        QCOMPARE(parseFloat("1e-400").value(), 0.0);
        for (const char *wrong : {"", "+", "--1", "1 ", "x", "0x", "1e"}) {
            QVERIFY2(!parseFloat(wrong), wrong);
        }
    }

    void durations()
    {
        QCOMPARE(parseDuration("1y2w3d4h5m6s7ms").value().count(),
                 ((((365LL + 14 + 3) * 24 + 4) * 60 + 5) * 60 + 6) * 1000 + 7);
        for (const char *wrong : {"", "5", "m", "1m1h", "1m1m", "1.5h", "-1m", "300y", "1mss"}) {
            QVERIFY2(!parseDuration(wrong), wrong);
        }
        std::mt19937_64 random(2);
        for (int i = 0; i < 10'000; ++i) {
            const Duration d{static_cast<std::int64_t>(random() % (1ULL << (random() % 42 + 1)))};
            QCOMPARE(parseDuration(formatDuration(d).toUtf8()).value(), d);
        }
    }

    void jsonIsThatOfTheApi_data()
    {
        QTest::addColumn<Value>("value");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("scalar") << Value(Scalar{1500, 2.5})
                                << QByteArray("{\"result\":[1.5,\"2.5\"],\"resultType\":\"scalar\"}");
        QTest::newRow("string") << Value(String{1000, "x"})
                                << QByteArray("{\"result\":[1,\"x\"],\"resultType\":\"string\"}");
        QTest::newRow("vector") << Value(Vector{{{{"__name__", "up"}, {"job", "a"}}, 1000, std::nan("")}})
                                << QByteArray(
                                       "{\"result\":[{\"metric\":{\"__name__\":\"up\",\"job\":\"a\"},\"value\":[1,"
                                       "\"NaN\"]}],\"resultType\":\"vector\"}");
        QTest::newRow("matrix") << Value(Matrix{{{}, {{0, 1.0}, {60'000, 2.0}}}})
                                << QByteArray(
                                       "{\"result\":[{\"metric\":{},\"values\":[[0,\"1\"],[60,\"2\"]]}],\"resultType\":"
                                       "\"matrix\"}");
        QTest::newRow("empty vector") << Value(Vector{}) << QByteArray("{\"result\":[],\"resultType\":\"vector\"}");
    }

    void jsonIsThatOfTheApi()
    {
        QFETCH(Value, value);
        QFETCH(QByteArray, json);
        QCOMPARE(QJsonDocument(toJson(value)).toJson(QJsonDocument::Compact), json);
    }

    void warningsAreTold()
    {
        const QJsonObject json = toJson(QueryResult{Scalar{0, 1.0}, {u"Careful."_s}});
        QCOMPARE(json.value("status"_L1).toString(), u"success"_s);
        QCOMPARE(json.value("warnings"_L1).toArray().size(), 1);
        QVERIFY(!toJson(QueryResult{Scalar{0, 1.0}, {}}).contains("warnings"_L1));
    }
};

QTEST_APPLESS_MAIN(PromqlValuesTest)
#include "tst_promqlvalues.moc"
