// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/placeholders.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom::drills;
using readyroom::Error;

namespace {

QJsonObject values()
{
    return {{u"base"_s, u"http://127.0.0.1:8080"_s},
            {u"port"_s, 8080},
            {u"ratio"_s, 0.25},
            {u"big"_s, 1e15},
            {u"on"_s, true},
            {u"nothing"_s, QJsonValue::Null},
            {u"list"_s, QJsonArray{1, u"b"_s}},
            {u"map"_s, QJsonObject{{u"a"_s, 1}}},
            {u"trap"_s, u"${base}"_s},
            {u"cache-name"_s, u"users"_s}};
}

} // namespace

class PlaceholdersTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fills_data()
    {
        QTest::addColumn<QJsonValue>("text");
        QTest::addColumn<QJsonValue>("expected");
        const auto row = [](const char *name, const QJsonValue &text, const QJsonValue &expected) {
            QTest::newRow(name) << text << expected;
        };
        row("text without", u"plain"_s, u"plain"_s);
        row("empty text", QString(), QString());
        row("within text", u"${base}/health"_s, u"http://127.0.0.1:8080/health"_s);
        row("twice", u"${port}-${port}"_s, u"8080-8080"_s);
        row("whole keeps a number", u"${port}"_s, 8080);
        row("whole keeps a truth value", u"${on}"_s, true);
        row("whole keeps null", u"${nothing}"_s, QJsonValue::Null);
        row("whole keeps a list", u"${list}"_s, QJsonArray{1, u"b"_s});
        row("whole keeps a map", u"${map}"_s, QJsonObject{{u"a"_s, 1}});
        row("number in text", u"x${ratio}"_s, u"x0.25"_s);
        row("big number in text", u"x${big}"_s, u"x1000000000000000"_s);
        row("truth value in text", u"x${on}"_s, u"xtrue"_s);
        row("null in text", u"x${nothing}"_s, u"xnull"_s);
        row("list in text", u"x${list}"_s, u"x[1,\"b\"]"_s);
        row("map in text", u"x${map}"_s, u"x{\"a\":1}"_s);
        row("not looked at again, whole", u"${trap}"_s, u"${base}"_s);
        row("not looked at again, within", u"a ${trap} b"_s, u"a ${base} b"_s);
        row("pieces do not make a new one", u"$${port}"_s, u"$8080"_s);
        row("name with a dash", u"${cache-name}!"_s, u"users!"_s);
        row("a regular expression's end is no placeholder", u"^ok$"_s, u"^ok$"_s);
        row("a path of JSON is none", u"$.a.b"_s, u"$.a.b"_s);
        row("unclosed", u"${port"_s, u"${port"_s);
        row("empty name", u"${}"_s, u"${}"_s);
        row("with a blank", u"${ port }"_s, u"${ port }"_s);
        row("begins with a digit", u"${1a}"_s, u"${1a}"_s);
        row("unclosed before a good one", u"${po ${port}"_s, u"${po 8080"_s);
        row("number stays", 7, 7);
        row("null stays", QJsonValue::Null, QJsonValue::Null);
        row("in lists and maps",
            QJsonObject{{u"${port}"_s, QJsonArray{u"${port}"_s, QJsonObject{{u"k"_s, u"a${on}"_s}}}}},
            QJsonObject{{u"${port}"_s, QJsonArray{8080, QJsonObject{{u"k"_s, u"atrue"_s}}}}});
    }

    void fills()
    {
        QFETCH(QJsonValue, text);
        QFETCH(QJsonValue, expected);
        const auto result = filled(text, values());
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QCOMPARE(*result, expected);
    }

    void namesWhatHasNoValue()
    {
        const auto result =
            filled(QJsonObject{{u"a"_s, QJsonArray{u"x ${missing} ${other}"_s}}}, {{u"b"_s, 1}, {u"c"_s, 2}});
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, Error::Kind::Config);
        QCOMPARE(result.error().message, u"The placeholder ${missing} has no value; there are: b, c."_s);
    }

    void saysThatThereAreNone()
    {
        const auto result = filled(u"${missing}"_s, {});
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().message, u"The placeholder ${missing} has no value; there are none."_s);
    }

    void listsEachNameOnce()
    {
        const QJsonObject json{{u"a"_s, QJsonArray{u"${x}/${y}"_s, u"${x}"_s, 3}}, {u"b"_s, u"$ {z} ${z} ${}"_s}};
        QCOMPARE(placeholdersIn(json), (QStringList{u"x"_s, u"y"_s, u"z"_s}));
        QCOMPARE(placeholdersIn(5), QStringList());
    }
};

QTEST_APPLESS_MAIN(PlaceholdersTest)
#include "tst_placeholders.moc"
