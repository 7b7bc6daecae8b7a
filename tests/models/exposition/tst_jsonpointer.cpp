// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/jsonpointer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace readyroom;
using namespace readyroom::exposition;
using namespace Qt::StringLiterals;

namespace {

/// The document of RFC 6901, section 5.
constexpr const char *rfcDocument = "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,"
                                    "\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8,\"01\":9,\"~1\":10}";

} // namespace

class JsonPointerTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resolves_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QJsonValue>("expected");
        const QJsonValue undefined(QJsonValue::Undefined);
        const auto row = [](const char *pointer, const QJsonValue &expected) {
            QTest::addRow("'%s'", pointer) << QString::fromUtf8(pointer) << expected;
        };
        row("/foo", QJsonArray{u"bar"_s, u"baz"_s});
        row("/foo/0", u"bar"_s);
        row("/foo/1", u"baz"_s);
        row("/", 0);
        row("/a~1b", 1);
        row("/c%d", 2);
        row("/e^f", 3);
        row("/g|h", 4);
        row("/i\\j", 5);
        row("/k\"l", 6);
        row("/ ", 7);
        row("/m~0n", 8);
        row("/01", 9);
        row("/~01", 10);
        row("/foo/2", undefined);
        row("/foo/-", undefined);
        row("/foo/00", undefined);
        row("/foo/01", undefined);
        row("/foo/+1", undefined);
        row("/foo/99999999999999999999", undefined);
        row("/foo/0/x", undefined);
        row("/none", undefined);
        row("/none/deeper", undefined);
        row("/foo/", undefined);
    }

    void resolves()
    {
        QFETCH(QString, pointer);
        const QJsonValue root = QJsonDocument::fromJson(rfcDocument).object();
        const Result<JsonPointer> parsed = JsonPointer::parse(pointer);
        QVERIFY(parsed);
        QTEST(parsed->resolve(root), "expected");
    }

    void emptyIsTheWholeDocument()
    {
        const QJsonValue root = QJsonArray{1, 2};
        QCOMPARE(JsonPointer::parse(QString())->resolve(root), root);
        QCOMPARE(JsonPointer::parse(u"/a/b~1c"_s)->lastToken(), u"b/c"_s);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::newRow("no slash") << u"foo"_s;
        QTest::newRow("fragment") << u"#/foo"_s;
        QTest::newRow("lone tilde") << u"/a~"_s;
        QTest::newRow("wrong escape") << u"/a~2b"_s;
    }

    void refuses()
    {
        QFETCH(QString, pointer);
        const Result<JsonPointer> parsed = JsonPointer::parse(pointer);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::Config);
        QVERIFY(parsed.error().message.contains(pointer));
    }
};

QTEST_APPLESS_MAIN(JsonPointerTest)
#include "tst_jsonpointer.moc"
