// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/yaml.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::config;

namespace {

// The place of "HERE" in the text of `expr:` must be found in the file, whatever the style.
constexpr const char *plainStyle = "expr: one HERE two\n";
constexpr const char *quotedStyle = "a: 1\nexpr: \"o\\\"ne HERE two\"\n";
constexpr const char *singleStyle = "expr: 'it''s HERE'\n";
constexpr const char *literalStyle = "a:\n  - expr: |\n      first\n      se\u017E HERE\n";
constexpr const char *foldedStyle = "expr: >-\n  first\n  second HERE\n  third\n";
constexpr const char *multilinePlain = "expr: first\n  second\n    HERE third\n";
constexpr const char *anchored = "expr: &x one HERE\n";
constexpr const char *flowStyle = "{a: 1, expr: one HERE}\n";

YamlPtr find(const YamlPtr &node)
{
    if (node->isMap()) {
        if (const YamlPtr value = node->value(u"expr")) {
            return value;
        }
        for (const auto &[key, value] : node->entries) {
            if (const YamlPtr found = find(value)) {
                return found;
            }
        }
    }
    for (const YamlPtr &item : node->items) {
        if (const YamlPtr found = find(item)) {
            return found;
        }
    }
    return nullptr;
}

} // namespace

class TestYaml : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsPlacesInside_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("plain") << QByteArray(plainStyle);
        QTest::newRow("double quotes") << QByteArray(quotedStyle);
        QTest::newRow("single quotes") << QByteArray(singleStyle);
        QTest::newRow("literal block") << QByteArray(literalStyle);
        QTest::newRow("folded block") << QByteArray(foldedStyle);
        QTest::newRow("plain over lines") << QByteArray(multilinePlain);
        QTest::newRow("anchor") << QByteArray(anchored);
        QTest::newRow("flow map") << QByteArray(flowStyle);
    }
    void findsPlacesInside()
    {
        QFETCH(const QByteArray, text);
        const auto document = YamlDocument::parse(text, u"f.yaml"_s);
        QVERIFY(document);
        const YamlPtr node = find(document->root());
        QVERIFY(node);
        const qsizetype offset = node->text.indexOf("HERE"_L1);
        QVERIFY(offset >= 0);
        const QString unicode = QString::fromUtf8(text);
        const qsizetype expected = unicode.indexOf("HERE"_L1);
        const SourcePosition where = document->positionInside(*node, offset);
        QCOMPARE(where.file, u"f.yaml"_s);
        QCOMPARE(where.line, static_cast<int>(unicode.left(expected).count(u'\n')) + 1);
        QCOMPARE(where.column, static_cast<int>(expected - unicode.lastIndexOf(u'\n', expected - 1)));
    }

    void tellsQuotedFromPlain()
    {
        const auto document = YamlDocument::parse("a: true\nb: \"true\"\nc: ~\nd:\n", {});
        QVERIFY(document);
        QVERIFY(document->root()->value(u"a")->plain);
        QVERIFY(!document->root()->value(u"b")->plain);
        QVERIFY(document->root()->value(u"c")->isNull());
        QVERIFY(document->root()->value(u"d")->isNull());
        QVERIFY(!document->root()->value(u"e"));
    }

    void takesAByteOrderMarkAndWindowsLines()
    {
        const auto document = YamlDocument::parse("\xEF\xBB\xBF"
                                                  "a: 1\r\nb: two\r\n",
                                                  {});
        QVERIFY(document);
        QCOMPARE(document->root()->value(u"a")->text, u"1"_s);
        QCOMPARE(document->root()->value(u"b")->text, u"two"_s);
        QCOMPARE(document->root()->value(u"b")->line, 2);
    }

    /// Both would take minutes if a step looked at everything before it.
    void takesLongFilesInOneGo()
    {
        QByteArray map = "{";
        for (int i = 0; i < 90'000; ++i) {
            map += "k" + QByteArray::number(i) + ": \xC5\xBE,";
        }
        const auto document = YamlDocument::parse(map + "k0: again}", {});
        QVERIFY(!document);
        QCOMPARE(document.error().size(), 1U);
        QCOMPARE(document.error().front().where.column, static_cast<int>(QString::fromUtf8(map).size()) + 1);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("too large") << QByteArray(maxYamlBytes + 1, ' ') << u"larger than 4 MiB"_s;
        QTest::newRow("zero byte") << QByteArray("a: \0", 4) << u"zero byte"_s;
        QTest::newRow("deep flow") << QByteArray(1'000, '[') << u"YAML"_s;
        QTest::newRow("deep block") << QByteArray("- ").repeated(1'000) << u"YAML"_s;
        QTest::newRow("many nodes") << "a: [" + QByteArray("1,").repeated(200'001) + "1]"
                                    << u"more than 200000 nodes"_s;
        QTest::newRow("complex key") << QByteArray("? [a, b]\n: c\n") << u"A key must be"_s;
        QTest::newRow("unknown alias") << QByteArray("a: *b\n") << u"YAML"_s;
        QTest::newRow("comment only") << QByteArray("# nothing\n") << u"empty"_s;
    }
    void refuses()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, says);
        const auto document = YamlDocument::parse(text, u"f.yaml"_s);
        QVERIFY(!document);
        QVERIFY2(document.error().front().message.contains(says), qUtf8Printable(document.error().front().message));
        QVERIFY(document.error().front().message.endsWith(u'.'));
    }
};

QTEST_APPLESS_MAIN(TestYaml)
#include "tst_yaml.moc"
