// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/labels.h"
#include "models/series/matcher.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::series;

class LabelsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsOrderAndUniqueness()
    {
        const Labels labels{{"job", "a"}, {"__name__", "up"}, {"instance", "x:1"}, {"job", "b"}, {"empty", ""}};
        QCOMPARE(labels.size(), 3U);
        QCOMPARE(labels.value("job"), QByteArray("b"));
        QVERIFY(!labels.contains("empty"));
        QCOMPARE(labels.toText(), QByteArray("up{instance=\"x:1\", job=\"b\"}"));
    }

    void quotesWhatIsNotALegacyName()
    {
        const Labels labels{{"__name__", "my.metric"}, {"a.b", "c\"d\\e\nf"}};
        QCOMPARE(labels.toText(), QByteArray("{\"my.metric\", \"a.b\"=\"c\\\"d\\\\e\\nf\"}"));
        QCOMPARE(Labels().toText(), QByteArray("{}"));
    }

    void setRemovesOnEmptyValue()
    {
        Labels labels{{"a", "1"}, {"b", "2"}};
        labels.set("a", "");
        QCOMPARE(labels, (Labels{{"b", "2"}}));
        labels.set("a", "3");
        QCOMPARE(labels.keeping({"a"}), (Labels{{"a", "3"}}));
        QCOMPARE(labels.dropping({"a"}), (Labels{{"b", "2"}}));
        QCOMPARE(qHash(labels), qHash(Labels{{"b", "2"}, {"a", "3"}}));
    }

    void matches_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("expected");
        using enum Matcher::Type;
        const auto row = [](const char *name, Matcher::Type type, const char *pattern, const char *value,
                            bool expected) {
            QTest::newRow(name) << int(type) << QByteArray(pattern) << QByteArray(value) << expected;
        };
        row("equal", Equal, "a", "a", true);
        row("equal to absent", Equal, "", "", true);
        row("not equal", NotEqual, "a", "b", true);
        row("regex is anchored at the end", Regex, "ab", "abc", false);
        row("regex is anchored at the start", Regex, "bc", "abc", false);
        row("regex alternation is anchored as a whole", Regex, "a|bc", "abc", false);
        row("regex matches", Regex, "a.*", "abc", true);
        row("dot matches newline", Regex, "a.c", "a\nc", true);
        row("not regex", NotRegex, "a.*", "abc", false);
        row("not regex on absent", NotRegex, ".+", "", true);
    }

    void matches()
    {
        QFETCH(int, type);
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, value);
        const auto matcher = Matcher::create(Matcher::Type(type), "l", pattern);
        QVERIFY(matcher);
        QTEST(matcher->matches(value), "expected");
    }

    void refusesBadRegex()
    {
        const auto matcher = Matcher::create(Matcher::Type::Regex, "l", "a(");
        QVERIFY(!matcher);
        QCOMPARE(matcher.error().kind, Error::Kind::Parse);
        QVERIFY(matcher.error().message.contains(QStringLiteral("a(")));
    }
};

QTEST_APPLESS_MAIN(LabelsTest)
#include "tst_labels.moc"
