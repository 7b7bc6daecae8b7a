// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/canonicaljson.h"
#include "models/journal/canonicalreader.h"
#include "tests/models/journal/randomjson.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <bit>
#include <limits>

using namespace readyroom;
using namespace readyroom::journal;
using namespace Qt::StringLiterals;

namespace {

QByteArray numberText(double number)
{
    QByteArray out;
    appendNumber(out, number);
    return out;
}

bool isCanonical(QByteArrayView text)
{
    CanonicalReader reader(text);
    return reader.takeValue(nullptr) && reader.isAtEnd();
}

} // namespace

class CanonicalJsonTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sampleOfTheRfc() // sections 3.2.2 to 3.2.4
    {
        const QByteArray in = R"({
            "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        })";
        const QByteArray expected =
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\"string\":"
            "\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
        const Result<QByteArray> out = canonicalJson(QJsonDocument::fromJson(in).object());
        QVERIFY(out);
        QCOMPARE(*out, expected);
        QVERIFY(isCanonical(expected));
    }

    void sortsByUtf16CodeUnits() // section 3.2.3
    {
        const QByteArray in = "{\"\\u20ac\": \"Euro Sign\", \"\\r\": \"Carriage Return\", \"\\ufb33\": \"Hebrew Letter "
                              "Dalet With Dagesh\", \"1\": \"One\", \"\\ud83d\\ude00\": \"Emoji: Grinning Face\", "
                              "\"\\u0080\": \"Control\", \"\\u00f6\": \"Latin Small Letter O With Diaeresis\"}";
        const QByteArray expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\",\"\xc3\xb6\":"
                                    "\"Latin Small Letter O With Diaeresis\",\"\xe2\x82\xac\":\"Euro Sign\","
                                    "\"\xf0\x9f\x98\x80\":\"Emoji: Grinning Face\",\"\xef\xac\xb3\":\"Hebrew Letter "
                                    "Dalet With Dagesh\"}";
        const Result<QByteArray> out = canonicalJson(QJsonDocument::fromJson(in).object());
        QVERIFY(out);
        QCOMPARE(*out, expected);
        QVERIFY(isCanonical(expected));
    }

    void numbers_data() // appendix B of the RFC, and the borders of the layouts of ECMA-262
    {
        QTest::addColumn<quint64>("bits");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](quint64 bits, const char *expected) {
            QTest::newRow(expected) << bits << QByteArray(expected);
        };
        QTest::newRow("minus zero") << quint64(0x8000000000000000) << QByteArray("0");
        row(0x0000000000000000, "0");
        row(0x0000000000000001, "5e-324");
        row(0x8000000000000001, "-5e-324");
        row(0x7fefffffffffffff, "1.7976931348623157e+308");
        row(0xffefffffffffffff, "-1.7976931348623157e+308");
        row(0x4340000000000000, "9007199254740992");
        row(0xc340000000000000, "-9007199254740992");
        row(0x4430000000000000, "295147905179352830000");
        row(0x44b52d02c7e14af5, "9.999999999999997e+22");
        row(0x44b52d02c7e14af6, "1e+23");
        row(0x44b52d02c7e14af7, "1.0000000000000001e+23");
        row(0x444b1ae4d6e2ef4e, "999999999999999700000");
        row(0x444b1ae4d6e2ef4f, "999999999999999900000");
        row(0x444b1ae4d6e2ef50, "1e+21");
        row(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7");
        row(0x3eb0c6f7a0b5ed8d, "0.000001");
        row(0x41b3de4355555553, "333333333.3333332");
        row(0x41b3de4355555554, "333333333.33333325");
        row(0x41b3de4355555555, "333333333.3333333");
        row(0x41b3de4355555556, "333333333.3333334");
        row(0x41b3de4355555557, "333333333.33333343");
        row(0xbecbf647612f3696, "-0.0000033333333333333333");
        row(0x43143ff3c1cb0959, "1424953923781206.2");
        row(std::bit_cast<quint64>(0.1), "0.1");
        row(std::bit_cast<quint64>(-12.5), "-12.5");
        row(std::bit_cast<quint64>(1e20), "100000000000000000000");
        row(std::bit_cast<quint64>(1.5e-7), "1.5e-7");
        row(std::bit_cast<quint64>(2e-10), "2e-10");
        row(std::bit_cast<quint64>(1.25e100), "1.25e+100");
        row(0x0010000000000000, "2.2250738585072014e-308");
    }

    void numbers()
    {
        QFETCH(quint64, bits);
        QFETCH(QByteArray, expected);
        const auto number = std::bit_cast<double>(bits);
        QCOMPARE(numberText(number), expected);
        const Result<QByteArray> out = canonicalJson(number);
        QVERIFY(out);
        QCOMPARE(*out, expected);
        QVERIFY(isCanonical(expected));
        QCOMPARE(expected.toDouble(), number);
    }

    void refusesWhatHasNoCanonicalForm_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("not a number") << QJsonValue(std::numeric_limits<double>::quiet_NaN());
        QTest::newRow("infinite") << QJsonValue(std::numeric_limits<double>::infinity());
        QTest::newRow("infinite, deep inside")
            << QJsonValue(QJsonObject{{u"a"_s, QJsonArray{-std::numeric_limits<double>::infinity()}}});
        QTest::newRow("integer that a double rounds") << QJsonValue(qint64(9007199254740993));
        QTest::newRow("largest integer") << QJsonValue(std::numeric_limits<qint64>::max());
        QTest::newRow("high surrogate alone") << QJsonValue(QString(QChar(0xd83d)));
        QTest::newRow("low surrogate alone") << QJsonValue(u"a"_s + QChar(0xde00) + u"b"_s);
        QTest::newRow("two high surrogates") << QJsonValue(QString(2, QChar(0xd83d)));
        QTest::newRow("lone surrogate in a name") << QJsonValue(QJsonObject{{QString(QChar(0xdead)), 1}});
        QTest::newRow("undefined") << QJsonValue(QJsonValue::Undefined);
        QJsonValue deep = 1;
        for (int i = 0; i <= maxJsonDepth; ++i) {
            deep = QJsonArray{deep};
        }
        QTest::newRow("nested too deeply") << deep;
    }

    void refusesWhatHasNoCanonicalForm()
    {
        QFETCH(QJsonValue, value);
        const Result<QByteArray> out = canonicalJson(value);
        QVERIFY(!out);
        QCOMPARE(out.error().kind, Error::Kind::Parse);
        QVERIFY(out.error().message.endsWith(u'.'));
    }

    void integersUpToTheirLimitsArePlain()
    {
        QCOMPARE(*canonicalJson(qint64(9007199254740992)), QByteArray("9007199254740992"));
        QCOMPARE(*canonicalJson(std::numeric_limits<qint64>::min()), QByteArray("-9223372036854776000"));
        QCOMPARE(*canonicalJson(9223372036854775808.0), QByteArray("9223372036854776000"));
    }

    void escapesOnlyWhatMustBe()
    {
        QByteArray out;
        QVERIFY(appendString(out, u"\b\t\n\f\r\"\\/\u0001\u001f\u007f\u2028 é€😀"_s));
        QCOMPARE(out,
                 QByteArray("\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\\u001f\x7f\xe2\x80\xa8 "
                            "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\""));
        QVERIFY(isCanonical(out));
        QCOMPARE(stringOf(out), u"\b\t\n\f\r\"\\/\u0001\u001f\u007f\u2028 é€😀"_s);
    }

    void keepsAByteOrderMark()
    {
        const QString text = QChar(QChar::ByteOrderMark) + u"a"_s;
        QByteArray out;
        QVERIFY(appendString(out, text));
        QCOMPARE(stringOf(out), text);
    }

    void acceptsNothingElse_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("position");
        const auto row = [](const char *name, const QByteArray &text, int position) {
            QTest::newRow(name) << text << position;
        };
        row("nothing", "", 0);
        row("white space before", " 1", 0);
        row("white space within", "[1, 2]", 3);
        row("comma at the end of an array", "[1,]", 3);
        row("comma at the end of an object", "{\"a\":1,}", 7);
        row("unclosed array", "[1", 2);
        row("unclosed string", "\"a", 2);
        row("names not sorted", "{\"b\":1,\"a\":2}", 7);
        row("a name twice", "{\"a\":1,\"a\":2}", 7);
        row("the same name, spelt in two ways", "{\"a\":1,\"\\u0061\":2}", 8);
        row("escaped slash", "\"\\/\"", 1);
        row("escaped letter", "\"\\u0041\"", 1);
        row("upper-case hex", "\"\\u001F\"", 1);
        row("long form of a short escape", "\"\\u000a\"", 1);
        row("escaped delete", "\"\\u007f\"", 1);
        row("raw control character", QByteArray("\"\x01\"", 3), 1);
        row("raw zero", QByteArray("\"\0\"", 3), 1);
        row("overlong UTF-8", "\"\xc0\x80\"", 1);
        row("overlong slash", "\"\xe0\x80\xaf\"", 1);
        row("surrogate in UTF-8", "\"\xed\xa0\x80\"", 1);
        row("beyond Unicode", "\"\xf4\x90\x80\x80\"", 1);
        row("cut UTF-8", "\"\xe2\x82\"", 1);
        row("stray tail byte", "\"\x80\"", 1);
        row("plus", "+1", 0);
        row("leading zero", "01", 0);
        row("minus zero", "-0", 0);
        row("decimal zero", "1.0", 0);
        row("capital exponent", "1E30", 1);
        row("exponent without sign", "1e30", 0);
        row("digits too many", "0.10", 0);
        row("a longer spelling of the same double", "9007199254740993", 0);
        row("too large", "1e+400", 0);
        row("bare point", ".5", 0);
        row("not a number", "NaN", 0);
        row("word", "nul", 0);
        row("nested too deeply", QByteArray(maxJsonDepth + 1, '[') + QByteArray(maxJsonDepth + 1, ']'), maxJsonDepth);
    }

    void acceptsNothingElse()
    {
        QFETCH(QByteArray, text);
        CanonicalReader reader(text);
        QVERIFY(!reader.takeValue(nullptr) || !reader.isAtEnd());
        QTEST(int(reader.position()), "position");
    }

    void whatIsWrittenIsReadBack()
    {
        RandomJson random(1);
        for (int i = 0; i < 3000; ++i) {
            const QJsonValue value = random.value();
            const Result<QByteArray> out = canonicalJson(value);
            QVERIFY(out);
            CanonicalReader reader(*out);
            QJsonValue back;
            QVERIFY(reader.takeValue(&back));
            QVERIFY(reader.isAtEnd());
            QCOMPARE(back, value);
            QCOMPARE(*canonicalJson(back), *out);
            // Any other reader of JSON understands the same.
            QCOMPARE(QJsonDocument::fromJson("[" + *out + "]").array().size(), 1);
        }
    }

    void aChangedByteIsNoOtherSpelling()
    {
        // Whatever is accepted is canonical: reading and writing it gives the same bytes.
        RandomJson random(2);
        int accepted = 0;
        for (int i = 0; i < 500; ++i) {
            QByteArray text = *canonicalJson(random.value());
            for (int j = 0; j < 30; ++j) {
                QByteArray changed = text;
                const auto at = qsizetype(random.below(int(changed.size())));
                changed[at] = char(changed[at] ^ (1 << random.below(8)));
                CanonicalReader reader(changed);
                QJsonValue back;
                if (reader.takeValue(&back) && reader.isAtEnd()) {
                    ++accepted;
                    QCOMPARE(*canonicalJson(back), changed);
                }
            }
        }
        QVERIFY(accepted > 100);
    }

    void numbersAreTheShortestThatReadBack()
    {
        RandomJson random(3);
        for (int i = 0; i < 100'000; ++i) {
            const double number = random.finite();
            const QByteArray text = numberText(number);
            QCOMPARE(text.toDouble(), number);
            QCOMPARE(text.endsWith('.') || text.contains("e+0") || text.contains("E"), false);
        }
    }
};

QTEST_APPLESS_MAIN(CanonicalJsonTest)
#include "tst_canonicaljson.moc"
