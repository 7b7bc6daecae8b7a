// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/yamljson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace readyroom::config;

namespace {

YamlPtr parsed(const QByteArray &text)
{
    const auto document = YamlDocument::parse(text, u"a.yaml"_s);
    return document ? document->root() : nullptr;
}

using Random = std::mt19937;

int upTo(Random &random, int most)
{
    return std::uniform_int_distribution<int>(0, most)(random);
}

QString randomText(Random &random)
{
    static const QStringList pieces{u"a"_s,    u"7"_s,      u" "_s,  u"\""_s, u"\\"_s, u"/"_s,    u"\n"_s, u"\t"_s,
                                    u"#"_s,    u": "_s,     u"- "_s, u"{"_s,  u"]"_s,  u"true"_s, u"ä"_s,  u"😀"_s,
                                    u"${x}"_s, u"\u2028"_s, u"'"_s,  u"?"_s,  u"%"_s,  u"@"_s,    u"\b"_s, u"\u001f"_s};
    QString text;
    for (int n = upTo(random, 6); n > 0; --n) {
        text += pieces.at(upTo(random, int(pieces.size()) - 1));
    }
    return text;
}

QJsonValue randomJson(Random &random, int depth)
{
    switch (upTo(random, depth > 0 ? 7 : 5)) {
    case 0:
        return QJsonValue::Null;
    case 1:
        return upTo(random, 1) == 1;
    case 2:
        return upTo(random, 2'000'000) - 1'000'000;
    case 3:
        return std::uniform_real_distribution<double>(-1e6, 1e6)(random);
    case 4:
    case 5:
        return randomText(random);
    case 6: {
        QJsonArray array;
        for (int n = upTo(random, 4); n > 0; --n) {
            array += randomJson(random, depth - 1);
        }
        return array;
    }
    default: {
        QJsonObject object;
        for (int n = upTo(random, 4); n > 0; --n) {
            object.insert(randomText(random), randomJson(random, depth - 1));
        }
        return object;
    }
    }
}

} // namespace

class YamlJsonTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scalars_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QJsonValue>("expected");
        const auto row = [](const QByteArray &text, const QJsonValue &expected) {
            QTest::newRow(text.isEmpty() ? "nothing" : text.constData()) << text << expected;
        };
        row("", QJsonValue::Null);
        for (const char *null : {"~", "null", "Null", "NULL"}) {
            row(null, QJsonValue::Null);
        }
        for (const char *truth : {"true", "True", "TRUE"}) {
            row(truth, true);
        }
        for (const char *lie : {"false", "False", "FALSE"}) {
            row(lie, false);
        }
        // Words of YAML 1.1 only.
        for (const char *word : {"yes", "no", "on", "off", "y", "1_000", "12:30", "tRUE", "0b11", "017a"}) {
            row(word, QString::fromLatin1(word));
        }
        row("7", 7);
        row("-7", -7);
        row("+7", 7);
        row("017", 17);
        row("0o17", 15);
        row("0x1F", 31);
        row("9007199254740993", qint64(9007199254740993));
        row("1.5", 1.5);
        row(".5", 0.5);
        row("5.", 5);
        row("-1.5e-3", -0.0015);
        row("1e3", 1000);
        for (const char *endless : {".inf", "-.inf", ".nan", "nan", "inf", "1e999", "0x", "0x1p3", "+", ".", "1e"}) {
            row(endless, QString::fromLatin1(endless));
        }
        row("'7'", u"7"_s);
        row("\"true\"", u"true"_s);
        row("''", QString());
        row("two words", u"two words"_s);
        row("1.2.3", u"1.2.3"_s);
        row("<5", u"<5"_s);
        row("!!str 7", u"7"_s);
    }

    void scalars()
    {
        QFETCH(QByteArray, text);
        QFETCH(QJsonValue, expected);
        const YamlPtr root = parsed("k: " + text + "\n");
        QVERIFY(root != nullptr);
        const QJsonValue value = jsonOf(*root).toObject().value("k"_L1);
        QCOMPARE(value.type(), expected.type());
        QCOMPARE(value, expected);
    }

    void readsJsonAsJsonDoes()
    {
        Random random(20261125); // NOLINT: the same texts each time
        for (int i = 0; i < 3000; ++i) {
            QJsonObject object;
            for (int n = 0; n < 4; ++n) {
                object.insert(randomText(random), randomJson(random, 4));
            }
            const bool isCompact = upTo(random, 1) == 1;
            const QByteArray text =
                QJsonDocument(object).toJson(isCompact ? QJsonDocument::Compact : QJsonDocument::Indented);
            const auto document = YamlDocument::parse(text, u"a.json"_s);
            QVERIFY2(document, text.constData());
            QVERIFY2(jsonOf(*document->root()) == object, text.constData());
        }
    }

    void findsWhatAPointerNames_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("the whole") << u""_s << 1 << 1;
        QTest::newRow("a member") << u"/title"_s << 1 << 8;
        QTest::newRow("an element") << u"/method/1"_s << 4 << 5;
        QTest::newRow("below an element") << u"/method/1/b"_s << 5 << 8;
        QTest::newRow("an escaped key") << u"/x~1y~0z"_s << 6 << 8;
        QTest::newRow("a member that is not there") << u"/method/0/c"_s << 3 << 5;
        QTest::newRow("an element that is not there") << u"/method/7"_s << 3 << 3;
        QTest::newRow("no number for an element") << u"/method/-"_s << 3 << 3;
        QTest::newRow("below a scalar") << u"/title/x"_s << 1 << 8;
        QTest::newRow("no such member") << u"/nothing/x"_s << 1 << 1;
    }

    void findsWhatAPointerNames()
    {
        QFETCH(QString, pointer);
        QFETCH(int, line);
        QFETCH(int, column);
        const YamlPtr root = parsed("title: t\n"
                                    "method:\n"
                                    "  - a: 1\n"
                                    "  - a: 2\n"
                                    "    b: 3\n"
                                    "x/y~z: 4\n");
        QVERIFY(root != nullptr);
        const YamlNode &node = nodeAt(*root, pointer);
        QCOMPARE(node.line, line);
        QCOMPARE(node.column, column);
    }
};

QTEST_APPLESS_MAIN(YamlJsonTest)
#include "tst_yamljson.moc"
