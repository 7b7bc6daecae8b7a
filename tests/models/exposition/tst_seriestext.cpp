// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/seriestext.h"

#include <QTest>

#include <random>

using namespace readyroom;
using namespace readyroom::exposition;

class SeriesTextTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
        };
        row("bare name", "up", "up");
        row("colons", ":a:b_1", ":a:b_1");
        row("empty braces", "up{}", "up");
        row("labels are sorted", "m{b=\"2\",a=\"1\"}", "m{a=\"1\", b=\"2\"}");
        row("trailing comma", "m{a=\"1\",}", "m{a=\"1\"}");
        row("missing comma, as Prometheus", "m{a=\"1\" b=\"2\"}", "m{a=\"1\", b=\"2\"}");
        row("blanks and tabs", "\t m \t{ a\t= \"1\" , b = \"2\" , } ", "m{a=\"1\", b=\"2\"}");
        row("escapes", "m{a=\"\\\\ \\\" \\n\"}", "m{a=\"\\\\ \\\" \\n\"}");
        row("unknown escapes stay", "m{a=\"\\t\"}", "m{a=\"\\\\t\"}");
        row("braces and commas in a value", "m{a=\"}{,=#\"}", "m{a=\"}{,=#\"}");
        row("empty value is no label", "m{a=\"\",b=\"x\"}", "m{b=\"x\"}");
        row("UTF-8 value", "m{a=\"\xc3\xa4\xe2\x82\xac\"}", "m{a=\"\xc3\xa4\xe2\x82\xac\"}");
        row("quoted name", "{\"my.metric\"}", "{\"my.metric\"}");
        row("quoted name and labels", "{\"my.metric\",\"a.b\"=\"x\",c=\"y\"}",
            "{\"my.metric\", \"a.b\"=\"x\", c=\"y\"}");
        row("quoted name after a label", "{a=\"x\",\"my.metric\"}", "{\"my.metric\", a=\"x\"}");
        row("quoted legacy name", "{\"up\",job=\"a\"}", "up{job=\"a\"}");
        row("escapes in a quoted name", "{\"a\\\"b\"}", "{\"a\\\"b\"}");
    }

    void reads()
    {
        QFETCH(QByteArray, text);
        const Result<series::Labels> labels = parseSeries(text);
        QVERIFY2(labels, labels ? "" : labels.error().message.toUtf8().constData());
        QTEST(labels->toText(), "expected");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("column");
        const auto row = [](const char *text, int column) { QTest::newRow(text) << QByteArray(text) << column; };
        row("", 1);
        row("{}", 3);
        row("{a=\"b\"}", 8);
        row("1up", 1);
        row("a-b", 2);
        row("m{", 3);
        row("m{a}", 4);
        row("m{a=}", 5);
        row("m{a=b}", 5);
        row("m{a=\"b}", 5);
        row("m{a=\"b\\\"}", 5);
        row("m{a=\"b\"", 8);
        row("m{a=\"b\"}}", 9);
        row("m{a=\"b\"} x", 10);
        row("m{,}", 3);
        row("m{a=\"b\",,}", 9);
        row("m{1a=\"b\"}", 3);
        row("m{a:b=\"c\"}", 4);
        row("m{a=\"1\",a=\"2\"}", 15);
        row("m{__name__=\"n\"}", 16);
        row("m{\"n\"}", 3);
        row("{\"m\",\"n\"}", 6);
        row("{\"\"}", 2);
        row("m{a=\"\xff\"}", 5);
        row("m{\xc3\xa4=\"x\"}", 3);
        row("m{a=\"\xc3\xa4\" \xc3\xa4}", 9);
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        const Result<series::Labels> labels = parseSeries(text);
        QVERIFY(!labels);
        QCOMPARE(labels.error().kind, Error::Kind::Parse);
        QVERIFY(labels.error().message.endsWith(u'.'));
        QCOMPARE(labels.error().where.line, 1);
        QTEST(labels.error().where.column, "column");
    }

    void readsBackWhatLabelsWrite()
    {
        std::mt19937 random{3};
        const auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
        const std::vector<QByteArray> alphabet{"a",  "b", "_", ":", ".", "1", " ",  "\\", "\"",
                                               "\n", "{", "}", "=", ",", "#", "\t", "n",  "\xc3\xa4"};
        const auto text = [&](int least) {
            QByteArray out;
            for (int n = least + below(6); n > 0; --n) {
                out += alphabet[std::size_t(below(int(alphabet.size())))];
            }
            return out;
        };
        for (int i = 0; i < 3000; ++i) {
            std::vector<series::Label> labels{{"__name__", text(1)}};
            for (int n = below(4); n > 0; --n) {
                labels.push_back({text(1), text(0)});
            }
            const series::Labels expected = series::Labels::fromUnsorted(labels);
            const Result<series::Labels> read = parseSeries(expected.toText());
            QVERIFY2(read && *read == expected, expected.toText().constData());
        }
    }
};

QTEST_APPLESS_MAIN(SeriesTextTest)
#include "tst_seriestext.moc"
