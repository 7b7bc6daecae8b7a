// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace readyroom;
using namespace readyroom::ctl;

class GateArgumentsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsOnlyAProfile()
    {
        const auto arguments = parseGateArguments({u"learnify-api"_s});
        QVERIFY(arguments);
        QCOMPARE(arguments->profile, u"learnify-api"_s);
        QVERIFY(!arguments->source);
        QVERIFY(!arguments->active);
        QVERIFY(!arguments->wait);
        QVERIFY(!arguments->format);
    }

    void readsEverything()
    {
        const auto arguments = parseGateArguments({u"--fleet"_s, u"f.yaml"_s, u"shop.yaml"_s, u"--service"_s,
                                                   u"checkout"_s, u"--active"_s, u"--arm"_s, u"staging"_s, u"--wait"_s,
                                                   u"1m"_s, u"--journal"_s, u"j.sqlite"_s, u"--output=junit"_s});
        QVERIFY(arguments);
        QCOMPARE(arguments->profile, u"shop.yaml"_s);
        QCOMPARE(arguments->source->fleetFile, u"f.yaml"_s);
        QCOMPARE(arguments->service, u"checkout"_s);
        QVERIFY(arguments->active);
        QCOMPARE(arguments->arm, u"staging"_s);
        QCOMPARE(arguments->wait, std::optional<Duration>(60s));
        QCOMPARE(arguments->journalFile, u"j.sqlite"_s);
        QVERIFY(arguments->format == ReportFormat::JUnit);
    }

    void readsFormats_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("format");
        QTest::newRow("text") << u"text"_s << -1;
        for (const auto &[name, format] :
             {std::pair{u"json"_s, ReportFormat::Json}, std::pair{u"junit"_s, ReportFormat::JUnit},
              std::pair{u"markdown"_s, ReportFormat::Markdown}, std::pair{u"html"_s, ReportFormat::Html},
              std::pair{u"pdf"_s, ReportFormat::Pdf}}) {
            QTest::newRow(qPrintable(name)) << name << static_cast<int>(format);
        }
    }

    void readsFormats()
    {
        QFETCH(QString, name);
        const auto arguments = parseGateArguments({u"p"_s, u"--output"_s, name});
        QVERIFY(arguments);
        QTEST(arguments->format ? static_cast<int>(*arguments->format) : -1, "format");
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const QStringList &arguments, const QString &sentence) {
            QTest::newRow(name) << arguments << sentence;
        };
        const QString oneProfile = u"gate takes exactly one profile: the name of a built-in one, or a file."_s;
        row("no profile", {u"--demo"_s}, oneProfile);
        row("two profiles", {u"a"_s, u"b"_s}, oneProfile);
        row("two sources", {u"a"_s, u"--demo"_s, u"--fleet"_s, u"f.yaml"_s},
            u"--fleet and --demo do not go together; give one of them."_s);
        row("active without arming", {u"a"_s, u"--demo"_s, u"--active"_s},
            u"--active puts load on a service, so it goes with --arm and the name of its environment."_s);
        row("arming nothing", {u"a"_s, u"--demo"_s, u"--arm"_s, u"staging"_s},
            u"--arm goes with --active: without that nothing is changed or loaded."_s);
        row("active without a fleet", {u"a"_s, u"--active"_s, u"--arm"_s, u"staging"_s},
            u"--active measures a service, so it goes with --fleet or --demo."_s);
        row("unknown format", {u"a"_s, u"--output"_s, u"table"_s},
            u"--output takes text, json, junit, markdown, html or pdf, not \"table\"."_s);
        row("no service", {u"a"_s, u"--service="_s}, u"--service takes the name of a service."_s);
        row("no journal", {u"a"_s, u"--journal="_s}, u"--journal takes a file."_s);
        row("no duration", {u"a"_s, u"--wait"_s, u"long"_s},
            u"--wait takes a duration such as 30s, 5m or 1h30m, not \"long\"."_s);
    }

    void refuses()
    {
        QFETCH(QStringList, arguments);
        const auto parsed = parseGateArguments(arguments);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::Config);
        QTEST(parsed.error().message, "sentence");
    }
};

QTEST_GUILESS_MAIN(GateArgumentsTest)
#include "tst_gatearguments.moc"
