// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace readyroom;
using namespace readyroom::ctl;
using Verb = DrillArguments::Verb;

class DrillArgumentsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAList()
    {
        const auto arguments = parseDrillArguments({u"list"_s, u"--demo"_s, u"--output=json"_s});
        QVERIFY(arguments);
        QVERIFY(arguments->verb == Verb::List);
        QVERIFY(arguments->source->demo);
        QVERIFY(arguments->output == Output::Json);
    }

    void readsARun()
    {
        const auto arguments = parseDrillArguments({u"run"_s, u"invalidate-tag"_s, u"--fleet"_s, u"f.yaml"_s,
                                                    u"--service"_s, u"checkout"_s, u"--set"_s, u"tag=a=b"_s, u"--set"_s,
                                                    u"empty="_s, u"--reason"_s, u"stale prices"_s, u"--arm"_s,
                                                    u"staging"_s, u"--wait"_s, u"2s"_s, u"--journal"_s, u"j.sqlite"_s});
        QVERIFY2(arguments, arguments ? "" : qPrintable(arguments.error().message));
        QVERIFY(arguments->verb == Verb::Run);
        QCOMPARE(arguments->drill, u"invalidate-tag"_s);
        QCOMPARE(arguments->source->fleetFile, u"f.yaml"_s);
        QCOMPARE(arguments->service, u"checkout"_s);
        QCOMPARE(arguments->parameters.size(), std::size_t{2});
        QCOMPARE(arguments->parameters[0], std::pair(u"tag"_s, u"a=b"_s));
        QCOMPARE(arguments->parameters[1], std::pair(u"empty"_s, QString()));
        QCOMPARE(arguments->reason, u"stale prices"_s);
        QCOMPARE(arguments->arm, u"staging"_s);
        QCOMPARE(arguments->wait, std::optional<Duration>(2s));
        QCOMPARE(arguments->journalFile, u"j.sqlite"_s);
        QVERIFY(!arguments->dryRun);
    }

    void readsAnUndo()
    {
        const auto arguments = parseDrillArguments({u"undo"_s, u"0b4f"_s, u"--demo"_s, u"--arm"_s, u"staging"_s});
        QVERIFY(arguments);
        QVERIFY(arguments->verb == Verb::Undo);
        QCOMPARE(arguments->drill, u"0b4f"_s);
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("nothing") << QStringList() << u"Say what to do with drills: list, show, run or undo."_s;
        QTest::newRow("another verb") << QStringList{u"start"_s}
                                      << u"Drills can be listed, shown, run and undone, there is no \"start\"."_s;
        QTest::newRow("a list of something")
            << QStringList{u"list"_s, u"x"_s} << u"drill list takes no argument such as \"x\"."_s;
        QTest::newRow("no drill") << QStringList{u"run"_s} << u"Name one drill, or one file with an experiment."_s;
        QTest::newRow("two drills") << QStringList{u"show"_s, u"a"_s, u"b"_s}
                                    << u"Name one drill, or one file with an experiment."_s;
        QTest::newRow("no run") << QStringList{u"undo"_s}
                                << u"Name one run by its id; drill list shows those that can be undone."_s;
        QTest::newRow("a parameter without value")
            << QStringList{u"run"_s, u"a"_s, u"--set"_s, u"tag"_s}
            << u"--set takes a parameter and its value, such as tag=users, not \"tag\"."_s;
        QTest::newRow("a value without parameter")
            << QStringList{u"run"_s, u"a"_s, u"--set"_s, u"=users"_s}
            << u"--set takes a parameter and its value, such as tag=users, not \"=users\"."_s;
        QTest::newRow("armed for nothing") << QStringList{u"run"_s, u"a"_s, u"--dry-run"_s, u"--arm"_s, u"staging"_s}
                                           << u"--dry-run changes nothing, so it does not go with --arm."_s;
        QTest::newRow("an empty environment")
            << QStringList{u"run"_s, u"a"_s, u"--arm"_s, QString()} << u"--arm takes the name of an environment."_s;
        QTest::newRow("another format") << QStringList{u"list"_s, u"--output"_s, u"xml"_s}
                                        << u"--output takes table or json, not \"xml\"."_s;
    }

    void refuses()
    {
        QFETCH(QStringList, arguments);
        const auto read = parseDrillArguments(arguments);
        QVERIFY(!read);
        QTEST(read.error().message, "sentence");
        QVERIFY(read.error().kind == Error::Kind::Config);
    }

    void armsOnlyWhatRuns()
    {
        QVERIFY(!parseDrillArguments({u"list"_s, u"--arm"_s, u"staging"_s}));
        QVERIFY(!parseDrillArguments({u"show"_s, u"a"_s, u"--arm"_s, u"staging"_s}));
    }
};

QTEST_GUILESS_MAIN(DrillArgumentsTest)
#include "tst_drillarguments.moc"
