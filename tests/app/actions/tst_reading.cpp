// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/reading.h"

#include <QJsonArray>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using drills::Act;
using Kind = Error::Kind;

namespace {

Act act(const QString &provider, const QJsonValue &doing)
{
    return {.provider = provider, .arguments = {{u"do"_s, doing}}};
}

} // namespace

class TestReading final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eitherReadOrRun_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QJsonValue>("doing");
        QTest::addColumn<bool>("reads");
        QTest::newRow("reads") << u"haproxy"_s << QJsonValue(u"servers"_s) << true;
        QTest::newRow("changes") << u"haproxy"_s << QJsonValue(u"state"_s) << false;
        QTest::newRow("unknown") << u"haproxy"_s << QJsonValue(u"dance"_s) << false;
        QTest::newRow("of another provider") << u"haproxy"_s << QJsonValue(u"role"_s) << false;
        QTest::newRow("nothing") << u"actuator-cache"_s << QJsonValue() << false;
        QTest::newRow("no text") << u"redis"_s << QJsonValue(QJsonArray{u"role"_s}) << false;
        QTest::newRow("no such provider") << u"nobody"_s << QJsonValue(u"read"_s) << false;
    }
    void eitherReadOrRun()
    {
        QFETCH(QString, provider);
        QFETCH(QJsonValue, doing);
        QFETCH(bool, reads);
        const Result<QString> reading = readingOf(act(provider, doing));
        const std::optional<Error> refusal = refusalToAct(act(provider, doing));
        QCOMPARE(reading.has_value(), reads);
        QCOMPARE(refusal.has_value(), reads);
        QCOMPARE(reads ? refusal->kind : reading.error().kind, Kind::Config);
    }

    void saysWhatIsReadInstead()
    {
        QCOMPARE(
            readingOf(act(u"varnish"_s, u"ban"_s)).error().message,
            u"varnish with `do: ban` may change something, so it is no probe; what only reads is `do: backends`, `do: "
            u"vcls`, `do: lookup`"_s);
        QCOMPARE(refusalToAct(act(u"redis"_s, u"role"_s))->message,
                 u"redis with `do: role` only reads, so there is nothing to run"_s);
    }

    void takesAPart()
    {
        const QJsonObject output{{u"a"_s, QJsonArray{1, QJsonValue()}}, {u"b/c"_s, u"x"_s}};
        QCOMPARE(*partOf(output, {}), QJsonValue(output));
        QCOMPARE(*partOf(output, {{u"at"_s, u"/a/0"_s}}), QJsonValue(1));
        QCOMPARE(*partOf(output, {{u"at"_s, u"/b~1c"_s}}), QJsonValue(u"x"_s));
        // It is there, and nothing; no tolerance is met by it.
        QCOMPARE(*partOf(output, {{u"at"_s, u"/a/1"_s}}), QJsonValue());
        QCOMPARE(partOf(output, {{u"at"_s, u"/a/2"_s}}).error().message,
                 u"There is nothing at /a/2 in what was read"_s);
        QCOMPARE(partOf(output, {{u"at"_s, u"a"_s}}).error().kind, Kind::Config);
        QCOMPARE(partOf(5, {{u"at"_s, u"/a"_s}}).error().kind, Kind::Config);
    }

    void isNarrowedByWhatIsGiven()
    {
        QCOMPARE(*narrowedTo({}, u"server"_s), QString());
        QCOMPARE(*narrowedTo({{u"server"_s, QJsonValue()}}, u"server"_s), QString());
        QCOMPARE(*narrowedTo({{u"server"_s, u"s1"_s}}, u"server"_s), u"s1"_s);
        QCOMPARE(*narrowedTo({{u"server"_s, 7}}, u"server"_s), u"7"_s);
        // What came out empty does not mean all.
        QCOMPARE(narrowedTo({{u"server"_s, u""_s}}, u"server"_s).error().kind, Kind::Config);
        QCOMPARE(narrowedTo({{u"server"_s, QJsonArray()}}, u"server"_s).error().kind, Kind::Config);
        QCOMPARE(partOf(5, {{u"at"_s, 7}}).error().kind, Kind::Config);
    }

    void namesWhatThereIs()
    {
        const auto said = [](const QString &name, const QStringList &known) {
            return unknownName(u"HAProxy"_s, u"backend"_s, name, known).message;
        };
        QCOMPARE(said(u"shp"_s, {u"shop"_s, u"search"_s}),
                 u"HAProxy knows no backend \"shp\"; did you mean \"shop\"?"_s);
        QCOMPARE(said(u"zebra"_s, {u"shop"_s, u"search"_s}),
                 u"HAProxy knows no backend \"zebra\"; known are shop, search"_s);
        QCOMPARE(said(u"a"_s, {}), u"HAProxy knows no backend \"a\"; it has none"_s);
        QStringList many;
        for (int i = 0; i < 1000; ++i) {
            many += u"server-%1"_s.arg(i);
        }
        QVERIFY(said(u"x"_s, many).endsWith("server-19 and 980 more"_L1));
        QVERIFY(said(QString(10'000, u'x'), many).size() < 500);
    }
};

QTEST_APPLESS_MAIN(TestReading)
#include "tst_reading.moc"
