// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/jsonpath.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>
#include <random>

using namespace readyroom;
using namespace readyroom::drills;
using namespace Qt::StringLiterals;

namespace {

/// The store of RFC 9535, figure 1, and a few odd things beside it.
QJsonObject document()
{
    QFile file(QStringLiteral(READYROOM_TEST_DATA "/drills/store.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QString foundIn(const JsonPath &path, const QJsonValue &root)
{
    QJsonArray found;
    for (const QJsonValue &value : path.find(root)) {
        found.append(value);
    }
    return QString::fromUtf8(QJsonDocument(found).toJson(QJsonDocument::Compact));
}

using Random = std::mt19937_64;

QJsonValue randomJson(Random &random, int depth)
{
    const auto pick = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    switch (depth == 0 ? pick(3) : pick(5)) {
    case 0:
        return pick(5);
    case 1:
        return QString(QChar(u'a' + pick(3)));
    case 2:
        return pick(2) == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(true);
    case 3: {
        QJsonArray array;
        for (int n = pick(4); n > 0; --n) {
            array.append(randomJson(random, depth - 1));
        }
        return array;
    }
    default: {
        QJsonObject object;
        for (int n = pick(4); n > 0; --n) {
            object.insert(QString(QChar(u'a' + pick(4))), randomJson(random, depth - 1));
        }
        return object;
    }
    }
}

/// Every value with the path that leads to it, written one step at a time.
void walk(const QJsonValue &value, const QString &path,
          const std::function<void(const QString &, const QJsonValue &)> &see)
{
    see(path, value);
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        walk(array.at(i), path + u"[%1]"_s.arg(i % 2 == 0 ? i : i - array.size()), see);
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        walk(*member, path + (member.key() == u"a"_s ? u"['a']"_s : u"."_s + member.key()), see);
    }
}

} // namespace

class JsonPathTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("found");
        const auto row = [](const QString &path, const QString &found) {
            QTest::newRow(qPrintable(path)) << path << found;
        };
        row(u"$.ok"_s, u"[true]"_s);
        row(u"  $.ok "_s, u"[true]"_s);
        row(u"$.none"_s, u"[null]"_s);
        row(u"$.missing"_s, u"[]"_s);
        row(u"$.ok.deeper"_s, u"[]"_s);
        row(u"$.cache-name"_s, u"[\"users\"]"_s);
        row(u"$['cache-name']"_s, u"[\"users\"]"_s);
        row(u"$['odd key']['it\\'s']"_s, u"[1]"_s);
        row(u"$['odd key'][\"it's\"]"_s, u"[1]"_s);
        row(u"$['odd key']['a\"b']"_s, u"[2]"_s);
        row(u"$['odd key']['back\\\\slash']"_s, u"[3]"_s);
        row(u"$.store.book[0].title"_s, u"[\"Sayings\"]"_s);
        row(u"$.store.book[-1].title"_s, u"[\"Rings\"]"_s);
        row(u"$.store.book[4].title"_s, u"[]"_s);
        row(u"$.store.book[-5].title"_s, u"[]"_s);
        row(u"$.store.book[*].price"_s, u"[8.95,12.99,8.99,22.99]"_s);
        row(u"$.store.bicycle.*"_s, u"[\"red\",399]"_s);
        row(u"$..price"_s, u"[399,8.95,12.99,8.99,22.99]"_s);
        row(u"$..book[2].title"_s, u"[\"Moby\"]"_s);
        row(u"$.nested..*"_s, u"[[1,[2]],[3],1,[2],2,3]"_s);
        row(u"$.nested..[0]"_s, u"[[1,[2]],1,2,3]"_s);
        row(u"$.list[1:3]"_s, u"[1,2]"_s);
        row(u"$.list[:2]"_s, u"[0,1]"_s);
        row(u"$.list[4:]"_s, u"[4,5]"_s);
        row(u"$.list[-2:]"_s, u"[4,5]"_s);
        row(u"$.list[::2]"_s, u"[0,2,4]"_s);
        row(u"$.list[::-2]"_s, u"[5,3,1]"_s);
        row(u"$.list[5:1:-2]"_s, u"[5,3]"_s);
        row(u"$.list[3:1]"_s, u"[]"_s);
        row(u"$.list[100:]"_s, u"[]"_s);
        row(u"$.ok[0:1]"_s, u"[]"_s);
        row(u"$.list[ 0 , 5,0 ]"_s, u"[0,5,0]"_s);
        row(u"$['ok','cache-name']"_s, u"[true,\"users\"]"_s);
        row(u"$.store.book[?(@.isbn)].title"_s, u"[\"Moby\",\"Rings\"]"_s);
        row(u"$.store.book[?(@.price < 10)].title"_s, u"[\"Sayings\",\"Moby\"]"_s);
        row(u"$.store.book[?@.price<=8.95].title"_s, u"[\"Sayings\"]"_s);
        row(u"$.store.book[?(@.price > 12.99)].title"_s, u"[\"Rings\"]"_s);
        row(u"$.store.book[?(@.price >= 12.99)].title"_s, u"[\"Sword\",\"Rings\"]"_s);
        row(u"$.store.book[?(@.category=='fiction')].price"_s, u"[12.99,8.99,22.99]"_s);
        row(u"$.store.book[?(@['category'] != 'fiction')].price"_s, u"[8.95]"_s);
        row(u"$.store.book[?(@.isbn != 'x')].price"_s, u"[8.99,22.99]"_s);
        row(u"$.store.book[?(@.price == 'fiction')]"_s, u"[]"_s);
        row(u"$.store.book[?(@.price < 'z')]"_s, u"[]"_s);
        row(u"$.store.book[?(@.title > 'R')].title"_s, u"[\"Sayings\",\"Sword\",\"Rings\"]"_s);
        row(u"$.list[?(@ > 3)]"_s, u"[4,5]"_s);
        row(u"$.nested[?(@[0] == 3)]"_s, u"[[3]]"_s);
        row(u"$[?(@ == true)]"_s, u"[true]"_s);
        row(u"$[?(@ == null)]"_s, u"[null]"_s);
        row(u"$.pods[?(@.status.phase=='Running')].status.phase"_s, u"[\"Running\"]"_s);
        // the way of jsonpath2
        row(u"$.pods[*][?(@.status.phase='Running')].status.phase"_s, u"[\"Running\"]"_s);
        row(u"$.pods.*[?(@.status.phase='Failed')]"_s, u"[]"_s);
    }
    void finds()
    {
        QFETCH(QString, path);
        QFETCH(QString, found);
        const auto parsed = JsonPath::parse(path);
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().message));
        QCOMPARE(foundIn(*parsed, document()), found);
    }

    void findsTheWhole()
    {
        const auto found = JsonPath::parse(u"$")->find(document());
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found.front(), QJsonValue(document()));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const QString &path, const QString &problem, int at) {
            QTest::newRow(qPrintable(path))
                << path << u"%1 (character %2 of the path \"%3\")."_s.arg(problem).arg(at).arg(path);
        };
        row(u""_s, u"The path ends where \"$\", the whole value, is expected"_s, 1);
        row(u"a.b"_s, u"There is \"a\" where \"$\", the whole value, is expected"_s, 1);
        row(u"$a"_s, u"There is \"a\" where \".\" or \"[\" is expected"_s, 2);
        row(u"$."_s, u"The path ends where a name or \"*\" is expected"_s, 3);
        row(u"$.."_s, u"The path ends where a name or \"*\" is expected"_s, 4);
        row(u"$...a"_s, u"There is \".\" where a name or \"*\" is expected"_s, 4);
        row(u"$["_s, u"The path ends where a number, a quoted name, \"*\" or \"?\" is expected"_s, 3);
        row(u"$[]"_s, u"There is \"]\" where a number, a quoted name, \"*\" or \"?\" is expected"_s, 3);
        row(u"$[a]"_s, u"There is \"a\" where a number, a quoted name, \"*\" or \"?\" is expected"_s, 3);
        row(u"$[0"_s, u"The path ends where \"]\" is expected"_s, 4);
        row(u"$[1.5]"_s, u"There is \".\" where \"]\" is expected"_s, 4);
        row(u"$['a]"_s, u"A quotation mark is not closed"_s, 3);
        row(u"$['\\n']"_s, u"Behind a backslash only quotes, \"/\" and a backslash are understood here"_s, 5);
        row(u"$[1:2:0]"_s, u"The step of a slice cannot be 0"_s, 8);
        row(u"$[-]"_s, u"There is \"-\" where a whole number is expected"_s, 3);
        row(u"$[99999999999999999]"_s, u"There is \"9\" where a whole number is expected"_s, 3);
        row(u"$[(@.length-1)]"_s, u"Scripts in parentheses are not understood here"_s, 3);
        row(u"$.a.length()"_s, u"Functions such as length() are not understood here"_s, 11);
        row(u"$[?(1 == 1)]"_s, u"There is \"1\" where \"@\", what is tested, is expected"_s, 5);
        row(u"$[?(!@.a)]"_s, u"\"!\" is not understood in a filter here"_s, 5);
        row(u"$[?(@.a == 1 && @.b)]"_s, u"\"&&\" is not understood in a filter here; use two paths"_s, 14);
        row(u"$[?(@.a = 1 or @.b)]"_s, u"\"or\" is not understood in a filter here; use two paths"_s, 13);
        row(u"$[?(@.a =~ 'x')]"_s, u"\"=~\" is not understood in a filter here"_s, 9);
        row(u"$[?(@.a == x)]"_s, u"There is \"x\" where a number, a quoted text, true, false or null is expected"_s,
            12);
        row(u"$[?(@.a == 1]"_s, u"There is \"]\" where \")\" is expected"_s, 13);
    }
    void refuses()
    {
        QFETCH(QString, path);
        QFETCH(QString, sentence);
        const auto parsed = JsonPath::parse(path);
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().kind, Error::Kind::Parse);
        QCOMPARE(parsed.error().message, sentence);
    }

    void refusesEndlessPaths()
    {
        const auto parsed = JsonPath::parse(QString(u"$"_s + u".a"_s.repeated(500)));
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().message, u"A path of JSON has at most 1000 characters."_s);
    }

    /// Whatever is in a document, its own path finds it and nothing else, and "$..*" finds all of it but the root.
    void eachValueIsFoundByItsPath()
    {
        Random random(7);
        for (int round = 0; round < 200; ++round) {
            const QJsonValue root = randomJson(random, 4);
            QList<QJsonValue> all;
            walk(root, u"$"_s, [&](const QString &path, const QJsonValue &value) {
                const auto parsed = JsonPath::parse(path);
                QVERIFY2(parsed.has_value(), qPrintable(path));
                const auto found = parsed->find(root);
                QCOMPARE(found.size(), std::size_t(1));
                QCOMPARE(found.front(), value);
                all.append(value);
            });
            auto descendants = JsonPath::parse(u"$..*")->find(root);
            QCOMPARE(descendants.size() + 1, static_cast<std::size_t>(all.size()));
            for (const QJsonValue &one : descendants) {
                QVERIFY(all.removeOne(one));
            }
        }
    }

    void cannotBeMadeToLookForEver()
    {
        QJsonValue deep = 1;
        for (int i = 0; i < 200; ++i) {
            deep = QJsonArray{deep, i};
        }
        QElapsedTimer timer;
        timer.start();
        const auto found = JsonPath::parse(u"$..*..*..*..*..*..*")->find(deep);
        QVERIFY(found.size() <= 1'000'000);
        const auto doubled = JsonPath::parse(QString(u"$"_s + u"[*,*]"_s.repeated(100)))->find(deep, 1000);
        QVERIFY(doubled.size() <= 1000);
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_APPLESS_MAIN(JsonPathTest)
#include "tst_jsonpath.moc"
