// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/respparser.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using Kind = RespValue::Kind;

namespace {

RespValue simple(const QByteArray &text)
{
    return {.kind = Kind::Simple, .text = text};
}
RespValue bulk(const QByteArray &text)
{
    return {.kind = Kind::Bulk, .text = text};
}
RespValue integer(std::int64_t value)
{
    return {.kind = Kind::Integer, .integer = value};
}
RespValue array(std::vector<RespValue> elements)
{
    return {.kind = Kind::Array, .elements = std::move(elements)};
}

/// The writing end, which only tests need.
QByteArray written(const RespValue &value)
{
    switch (value.kind) {
    case Kind::Null:
        return "$-1\r\n";
    case Kind::Simple:
        return '+' + value.text + "\r\n";
    case Kind::Error:
        return '-' + value.text + "\r\n";
    case Kind::Integer:
        return ':' + QByteArray::number(qlonglong{value.integer}) + "\r\n";
    case Kind::Bulk:
        return '$' + QByteArray::number(value.text.size()) + "\r\n" + value.text + "\r\n";
    case Kind::Array:
        break;
    }
    QByteArray bytes = '*' + QByteArray::number(qsizetype(value.elements.size())) + "\r\n";
    for (const RespValue &element : value.elements) {
        bytes += written(element);
    }
    return bytes;
}

RespValue randomValue(std::mt19937 &random, int depth)
{
    const auto upTo = [&random](int most) { return std::uniform_int_distribution(0, most)(random); };
    const auto bytes = [&](int most, bool any) {
        QByteArray text;
        for (int i = upTo(most); i > 0; --i) {
            text += any ? static_cast<char>(upTo(255)) : static_cast<char>(' ' + upTo(94));
        }
        return text;
    };
    switch (upTo(depth > 0 ? 5 : 4)) {
    case 0:
        return {};
    case 1:
        return simple(bytes(10, false));
    case 2:
        return {.kind = Kind::Error, .text = bytes(10, false)};
    case 3:
        return integer(std::uniform_int_distribution<std::int64_t>(INT64_MIN, INT64_MAX)(random));
    case 4:
        return bulk(bytes(20, true));
    default:
        break;
    }
    std::vector<RespValue> elements;
    for (int i = upTo(4); i > 0; --i) {
        elements.push_back(randomValue(random, depth - 1));
    }
    return array(std::move(elements));
}

} // namespace

Q_DECLARE_METATYPE(readyroom::actions::RespValue)

class TestRespParser final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<RespValue>("value");
        QTest::newRow("simple") << QByteArray("+OK\r\n") << simple("OK");
        QTest::newRow("empty") << QByteArray("+\r\n") << simple({});
        QTest::newRow("error") << QByteArray("-ERR no\r\n") << RespValue{.kind = Kind::Error, .text = "ERR no"};
        QTest::newRow("integer") << QByteArray(":-42\r\n") << integer(-42);
        QTest::newRow("bulk") << QByteArray("$4\r\na\r\nb\r\n") << bulk("a\r\nb");
        QTest::newRow("empty bulk") << QByteArray("$0\r\n\r\n") << bulk({});
        QTest::newRow("no bulk") << QByteArray("$-1\r\n") << RespValue{};
        QTest::newRow("no array") << QByteArray("*-1\r\n") << RespValue{};
        QTest::newRow("empty array") << QByteArray("*0\r\n") << array({});
        QTest::newRow("scan") << QByteArray("*2\r\n$1\r\n0\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n")
                              << array({bulk("0"), array({bulk("a"), bulk("b")})});
        QTest::newRow("role") << QByteArray("*3\r\n$6\r\nmaster\r\n:7\r\n*0\r\n")
                              << array({bulk("master"), integer(7), array({})});
        QTest::newRow("a bare return is text") << QByteArray("+a\rb\r\n") << simple("a\rb");
    }

    void values()
    {
        QFETCH(QByteArray, bytes);
        RespParser parser;
        const Result<bool> whole = parser.feed(bytes);
        QVERIFY(whole && *whole);
        QTEST(parser.take(), "value");
    }

    void cutAtEveryByte_data() { values_data(); }
    void cutAtEveryByte()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(RespValue, value);
        for (qsizetype cut = 0; cut < bytes.size(); ++cut) {
            RespParser parser;
            const Result<bool> first = parser.feed(QByteArrayView(bytes).first(cut));
            QVERIFY(first && !*first);
            const Result<bool> second = parser.feed(QByteArrayView(bytes).sliced(cut));
            QVERIFY(second && *second);
            QCOMPARE(parser.take(), value);
        }
    }

    /// Whatever is written is read again, in whatever pieces; cut short it is never whole.
    void anyValueInAnyPieces()
    {
        std::mt19937 random(20261125);
        for (int round = 0; round < 500; ++round) {
            const RespValue value = randomValue(random, 4);
            const QByteArray bytes = written(value);
            RespParser parser;
            qsizetype at = 0;
            while (at < bytes.size()) {
                const qsizetype size =
                    std::min(bytes.size() - at, std::uniform_int_distribution<qsizetype>(1, 7)(random));
                const Result<bool> whole = parser.feed(QByteArrayView(bytes).sliced(at, size));
                at += size;
                QVERIFY(whole);
                QCOMPARE(*whole, at == bytes.size());
            }
            QCOMPARE(parser.take(), value);
        }
    }

    void anyBytesEndSomehow()
    {
        std::mt19937 random(7);
        const QByteArray alphabet = "+-:$*0123\r\nx";
        for (int round = 0; round < 20'000; ++round) {
            RespParser parser;
            for (int i = 0; i < 24; ++i) {
                const auto at = std::uniform_int_distribution<qsizetype>(0, alphabet.size() - 1)(random);
                const Result<bool> whole = parser.feed(QByteArrayView(alphabet).sliced(at, 1));
                if (!whole || *whole) {
                    break;
                }
            }
        }
    }

    void whatIsNotRespIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QByteArray &bytes, Error::Kind kind) {
            QTest::newRow(name) << bytes << int(kind);
        };
        row("HTTP", "HTTP/1.1 400 Bad Request\r\n", Error::Kind::Http);
        row("an empty line", "\r\n", Error::Kind::Http);
        row("RESP3", "%1\r\n", Error::Kind::Http);
        row("no number", ":x\r\n", Error::Kind::Http);
        row("spaces", ": 1\r\n", Error::Kind::Http);
        row("a number too large", ":9223372036854775808\r\n", Error::Kind::Http);
        row("a negative length", "$-2\r\n", Error::Kind::Http);
        row("a text too long", "$1\r\nabc\r\n", Error::Kind::Http);
        row("two values", "+OK\r\n+OK\r\n", Error::Kind::Http);
        row("a huge text", "$9000000\r\n", Error::Kind::TooLarge);
        row("a huge list", "*2000000000\r\n", Error::Kind::TooLarge);
        row("lists of huge lists", "*2\r\n*900000\r\n", Error::Kind::TooLarge);
        row("an endless line", '+' + QByteArray(70'000, 'x'), Error::Kind::TooLarge);
        row("too deep", QByteArray("*1\r\n").repeated(9), Error::Kind::TooLarge);
    }

    void whatIsNotRespIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, kind);
        RespParser parser;
        Result<bool> whole = parser.feed(bytes);
        if (whole && !*whole) {
            whole = parser.feed(QByteArray("*900000\r\nx\r\n"));
        }
        QVERIFY(!whole);
        QCOMPARE(int(whole.error().kind), kind);
    }

    void manySmallPiecesAreNotSlow()
    {
        // 2 MB, byte by byte: anything that looks at all of it each time takes minutes.
        std::vector<RespValue> keys(100'000, bulk("0123456789"));
        const QByteArray bytes = written(array(std::move(keys)));
        QElapsedTimer clock;
        clock.start();
        RespParser parser;
        Result<bool> whole = false;
        for (const char &byte : bytes) {
            whole = parser.feed(QByteArrayView(&byte, 1));
            QVERIFY(whole);
        }
        QVERIFY(*whole);
        QCOMPARE(parser.take().elements.size(), std::size_t{100'000});
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    }

    void fieldsOfAMap()
    {
        const RespValue map = array({bulk("name"), bulk("mymaster"), bulk("port"), integer(6379)});
        QCOMPARE(map.field("port").asText(), QByteArray("6379"));
        QCOMPARE(map.field("mymaster").kind, Kind::Null);
        QCOMPARE(map.at(9).kind, Kind::Null);
        QCOMPARE(respCommand({"UNLINK", "a b\r\n"}), QByteArray("*2\r\n$6\r\nUNLINK\r\n$5\r\na b\r\n\r\n"));
    }
};

QTEST_GUILESS_MAIN(TestRespParser)
#include "tst_respparser.moc"
