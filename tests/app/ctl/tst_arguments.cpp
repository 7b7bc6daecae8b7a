// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace readyroom;
using namespace readyroom::ctl;

class ArgumentsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsStatus()
    {
        const auto arguments =
            parseStatusArguments({u"--fleet"_s, u"f.yaml"_s, u"--wait"_s, u"1m30s"_s, u"--output"_s, u"json"_s});
        QVERIFY(arguments);
        QCOMPARE(arguments->source.fleetFile, u"f.yaml"_s);
        QVERIFY(!arguments->source.demo && !arguments->watch);
        QCOMPARE(arguments->wait, std::optional<Duration>(90s));
        QVERIFY(arguments->output == Output::Json);
    }

    void readsDurations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("millis");
        QTest::newRow("seconds") << u"20s"_s << qint64(20'000);
        QTest::newRow("plain number is seconds") << u"20"_s << qint64(20'000);
        QTest::newRow("fraction") << u"0.5"_s << qint64(500);
        QTest::newRow("milliseconds") << u"250ms"_s << qint64(250);
        QTest::newRow("compound") << u"1h30m"_s << qint64(5'400'000);
        QTest::newRow("word") << u"soon"_s << qint64(-1);
        QTest::newRow("zero") << u"0s"_s << qint64(-1);
        QTest::newRow("expression") << u"1+1"_s << qint64(-1);
        QTest::newRow("infinite") << u"Inf"_s << qint64(-1);
        QTest::newRow("longer than a life") << u"200y"_s << qint64(-1);
    }

    void readsDurations()
    {
        QFETCH(QString, text);
        QFETCH(qint64, millis);
        const auto arguments = parseStatusArguments({u"--demo"_s, u"--wait"_s, text});
        QCOMPARE(arguments.has_value(), millis >= 0);
        if (arguments) {
            QCOMPARE(arguments->wait->count(), millis);
        } else {
            QCOMPARE(arguments.error().kind, Error::Kind::Config);
            QVERIFY(arguments.error().message.contains(text));
        }
    }

    void readsTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("millis");
        QTest::newRow("epoch") << u"1700000000"_s << qint64(1'700'000'000'000);
        QTest::newRow("fraction") << u"1700000000.25"_s << qint64(1'700'000'000'250);
        QTest::newRow("RFC 3339") << u"2023-11-14T22:13:20Z"_s << qint64(1'700'000'000'000);
        QTest::newRow("with offset") << u"2023-11-15T00:13:20+02:00"_s << qint64(1'700'000'000'000);
        QTest::newRow("without zone") << u"2023-11-14T22:13:20"_s << qint64(-1);
        QTest::newRow("noon") << u"noon"_s << qint64(-1);
    }

    void readsTimes()
    {
        QFETCH(QString, text);
        QFETCH(qint64, millis);
        const auto arguments = parseQueryArguments({u"up"_s, u"--demo"_s, u"--at"_s, text});
        QCOMPARE(arguments.has_value(), millis >= 0);
        if (arguments) {
            QCOMPARE(toMillis(*arguments->at), millis);
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no source") << QStringList{u"up"_s};
        QTest::newRow("two sources") << QStringList{u"up"_s, u"--demo"_s, u"--url"_s, u"http://127.0.0.1/"_s};
        QTest::newRow("two expressions") << QStringList{u"up"_s, u"down"_s, u"--demo"_s};
        QTest::newRow("step without range") << QStringList{u"up"_s, u"--demo"_s, u"--step"_s, u"5s"_s};
        QTest::newRow("url without host") << QStringList{u"up"_s, u"--url"_s, u"http:///x"_s};
        QTest::newRow("url of a file") << QStringList{u"up"_s, u"--url"_s, u"file:///etc/passwd"_s};
        QTest::newRow("option of another command") << QStringList{u"up"_s, u"--demo"_s, u"--watch"_s};
        QTest::newRow("option without value") << QStringList{u"up"_s, u"--fleet"_s};
    }

    void refuses()
    {
        QFETCH(QStringList, arguments);
        const auto parsed = parseQueryArguments(arguments);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::Config);
        QVERIFY(!parsed.error().message.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ArgumentsTest)
#include "tst_arguments.moc"
