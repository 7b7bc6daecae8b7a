// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/labserver.h"
#include "tests/integration/program.h"
#include "tests/integration/serverprocess.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using namespace readyroom::test;

namespace {

QJsonObject service(const QJsonDocument &status, const QString &name)
{
    for (const QJsonValue &candidate : status.object().value("services"_L1).toArray()) {
        if (candidate.toObject().value("name"_L1).toString() == name) {
            return candidate.toObject();
        }
    }
    return {};
}

QJsonObject endpoint(const QJsonObject &service, const QString &kind)
{
    for (const QJsonValue &instance : service.value("instances"_L1).toArray()) {
        for (const QJsonValue &candidate : instance.toObject().value("endpoints"_L1).toArray()) {
            if (candidate.toObject().value("kind"_L1).toString() == kind) {
                return candidate.toObject();
            }
        }
    }
    return {};
}

void verifyWithin(const QJsonValue &value, double low, double high)
{
    QVERIFY2(value.isDouble() && value.toDouble() >= low && value.toDouble() <= high,
             qPrintable(QString::number(value.toDouble(-1))));
}

} // namespace

/// readyroomctl as its user sees it: the demo fleet, a fault in it, and wrong usage.
class CtlTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsTheDemoFleet()
    {
        const Outcome outcome =
            run(u"readyroomctl"_s, {u"status"_s, u"--demo"_s, u"--wait"_s, u"20s"_s, u"--output"_s, u"json"_s}, 60'000);
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        const QJsonDocument status = outcome.json();

        const QJsonObject optimizer = service(status, u"latency-optimizer"_s);
        const QJsonObject values = optimizer.value("signals"_L1).toObject();
        QCOMPARE(optimizer.value("state"_L1).toString(), u"ok"_s);
        QCOMPARE(optimizer.value("instances"_L1).toArray().size(), 2);
        const QJsonObject ratios = values.value("cache_hit_ratio"_L1).toObject();
        QVERIFY(!ratios.isEmpty());
        for (const QJsonValue &ratio : ratios) {
            QVERIFY2(ratio.toDouble() >= 0.95 && ratio.toDouble() < 1.0, outcome.out.constData());
        }
        const double mean = values.value("latency_mean_seconds"_L1).toDouble();
        QVERIFY2(mean >= 0.028 && mean <= 0.040, outcome.out.constData());
        QVERIFY(values.value("request_rate"_L1).toDouble() >= 180);

        const QJsonObject learnify = service(status, u"learnify-api"_s);
        QCOMPARE(endpoint(learnify, u"health"_s).value("state"_L1).toString(), u"not_exposed"_s);
        QCOMPARE(endpoint(learnify, u"metrics"_s).value("state"_L1).toString(), u"not_exposed"_s);
        QVERIFY(learnify.value("state"_L1).toString() != "critical"_L1);

        const QJsonObject bagtrack = service(status, u"bagtrack"_s);
        QCOMPARE(bagtrack.value("state"_L1).toString(), u"ok"_s);
        const QJsonObject bags = bagtrack.value("signals"_L1).toObject();
        QCOMPARE(bags.value("cache_hit_ratio"_L1).toObject().size(), 3);
        QCOMPARE(bags.value("error_ratio"_L1).toDouble(), 0.0);
        verifyWithin(bags.value("latency_mean_seconds"_L1), 0.38, 0.5);
        verifyWithin(bags.value("latency_seconds"_L1).toObject().value("0.95"_L1), 1.2, 1.55);
        verifyWithin(bags.value("latency_seconds"_L1).toObject().value("0.99"_L1), 1.4, 1.75);

        const QJsonObject resilient = service(status, u"resilient-client"_s);
        QCOMPARE(resilient.value("state"_L1).toString(), u"ok"_s);
        verifyWithin(resilient.value("signals"_L1).toObject().value("request_rate"_L1), 2.0, 20.0);

        const QJsonObject cap = service(status, u"cap-lab"_s);
        QCOMPARE(cap.value("state"_L1).toString(), u"ok"_s);
        const QJsonObject latencies = cap.value("signals"_L1).toObject().value("latency_seconds"_L1).toObject();
        verifyWithin(latencies.value("0.5"_L1), 0.1, 0.125);
        verifyWithin(latencies.value("0.95"_L1), 0.13, 0.17);

        // Missing values are null, never 0.
        QVERIFY(learnify.value("signals"_L1).toObject().value("request_rate"_L1).isNull());
    }

    void seesAFaultAndItsEnd()
    {
        const QTemporaryDir folder;
        const QString fleet = folder.filePath(u"lab.yaml"_s);
        LabServer lab;
        QCOMPARE(lab.start(fleet), QString());
        const QString faults = lab.faults();

        QProcess watch;
        watch.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        watch.start(programPath(u"readyroomctl"_s),
                    {u"status"_s, u"--fleet"_s, fleet, u"--watch"_s, u"--output"_s, u"json"_s});
        QVERIFY(watch.waitForStarted());
        QString state;
        const auto lastState = [&] {
            while (watch.canReadLine()) {
                const QJsonDocument line = QJsonDocument::fromJson(watch.readLine());
                state = service(line, u"latency-optimizer"_s).value("state"_L1).toString();
            }
            return state;
        };
        QTRY_COMPARE_WITH_TIMEOUT(lastState(), u"ok"_s, 20'000);

        // Interval and timeout of the lab's own fleet file are at most 2 s and 3 s; a line is printed each second.
        QCOMPARE(httpPost(faults, "{\"down\": true}"), 200);
        QTRY_COMPARE_WITH_TIMEOUT(lastState(), u"critical"_s, 7'000);
        QCOMPARE(httpPost(faults, "{\"down\": false}"), 200);
        QTRY_VERIFY_WITH_TIMEOUT(lastState() != "critical"_L1, 7'000);

        watch.terminate();
        QVERIFY(watch.waitForFinished());
        QVERIFY(lab.stop());
    }

    void usedWrongly_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("sentence");
        const auto row = [](const char *name, const QStringList &arguments, const char *sentence) {
            QTest::newRow(name) << arguments << QByteArray(sentence);
        };
        row("nothing", {}, "Usage");
        row("unknown command", {u"frobnicate"_s}, "frobnicate");
        row("status without a fleet", {u"status"_s}, "--fleet");
        row("both fleets", {u"status"_s, u"--demo"_s, u"--fleet"_s, u"x"_s}, "--demo");
        row("missing fleet file", {u"status"_s, u"--fleet"_s, u"/nonexistent/fleet.yaml"_s}, "/nonexistent/fleet.yaml");
        row("unknown option", {u"status"_s, u"--frobnicate"_s}, "frobnicate");
        row("bad duration", {u"status"_s, u"--demo"_s, u"--wait"_s, u"soon"_s}, "soon");
        row("bad output", {u"status"_s, u"--demo"_s, u"--output"_s, u"xml"_s}, "xml");
        row("query without an expression", {u"query"_s, u"--demo"_s}, "expression");
        row("query without a source", {u"query"_s, u"up"_s}, "--fleet");
        row("query with a bad expression", {u"query"_s, u"sum(up"_s, u"--url"_s, u"http://127.0.0.1:1/"_s}, "1:");
        row("range without step", {u"query"_s, u"up"_s, u"--url"_s, u"http://127.0.0.1:1/"_s, u"--range"_s, u"5m"_s},
            "--step");
        row("bad time", {u"query"_s, u"up"_s, u"--url"_s, u"http://127.0.0.1:1/"_s, u"--at"_s, u"noon"_s}, "noon");
        row("page that is not there", {u"query"_s, u"up"_s, u"--url"_s, u"http://127.0.0.1:1/metrics"_s},
            "127.0.0.1:1");
        row("url that is none", {u"query"_s, u"up"_s, u"--url"_s, u"ftp://x/"_s}, "ftp://x/");
        row("lint without files", {u"lint"_s}, "file");
    }

    void usedWrongly()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, sentence);
        const Outcome outcome = run(u"readyroomctl"_s, arguments);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(sentence), outcome.err.constData());
        QVERIFY2(outcome.out.isEmpty(), outcome.out.constData());
    }

    void helpAndVersion()
    {
        const Outcome help = run(u"readyroomctl"_s, {u"--help"_s});
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.out.contains("status") && help.out.contains("query") && help.out.contains("lint"));
        const Outcome version = run(u"readyroomctl"_s, {u"--version"_s});
        QCOMPARE(version.exitCode, 0);
        QVERIFY(version.out.startsWith("readyroomctl "));
    }

    void lintFindsMistakes()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"fleet.yaml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("services:\n  - name: a\n    instances: [\"http://127.0.0.1:1\"]\n    helth: /health\n");
        file.close();
        const Outcome outcome = run(u"readyroomctl"_s, {u"lint"_s, path});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.out.startsWith(QByteArray(path.toUtf8() + ":4:5: ")), outcome.out.constData());
        QVERIFY2(outcome.out.contains("health"), outcome.out.constData());

        const Outcome good = run(u"readyroomctl"_s,
                                 {u"lint"_s, QStringLiteral(READYROOM_SOURCE_DIR) + u"/resources/rules/state.yaml"_s});
        QVERIFY2(good.exitCode == 0, good.out.constData());
    }

    void aLogThatCannotBeWrittenStopsNothing()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"fleet.yaml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "services:\n  - {name: a, instances: [\"http://127.0.0.1:1\"], health: {path: /h, required: true}}\n");
        file.close();
        const QString log = dir.filePath(u"missing/log"_s);
        const Outcome outcome =
            run(u"readyroomctl"_s, {u"status"_s, u"--fleet"_s, path, u"--wait"_s, u"1s"_s, u"--log"_s, log});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(QByteArray("The log file " + log.toUtf8() + " cannot be written")), outcome.err);
        QVERIFY(!outcome.out.isEmpty());
        const QString written = dir.filePath(u"log"_s);
        QCOMPARE(run(u"readyroomctl"_s, {u"status"_s, u"--fleet"_s, path, u"--wait"_s, u"1s"_s, u"--log"_s, written})
                     .exitCode,
                 1);
        QFile lines(written);
        QVERIFY(lines.open(QIODevice::ReadOnly));
        const QJsonObject first = QJsonDocument::fromJson(lines.readLine()).object();
        QVERIFY2(first.contains(u"ts"_s) && first.contains(u"level"_s) && first.contains(u"msg"_s),
                 qPrintable(written));
    }

    void unreachableServiceIsCritical()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"fleet.yaml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("services:\n  - {name: gone, instances: [\"http://127.0.0.1:" + QByteArray::number(freePort())
                   + "\"], health: /health}\n");
        file.close();
        const Outcome outcome = run(u"readyroomctl"_s, {u"status"_s, u"--fleet"_s, path, u"--output"_s, u"json"_s});
        QCOMPARE(outcome.exitCode, 1);
        const QJsonObject gone = service(outcome.json(), u"gone"_s);
        QCOMPARE(gone.value("state"_L1).toString(), u"critical"_s);
        QVERIFY(!gone.value("reasons"_L1).toArray().isEmpty());
        QVERIFY(!endpoint(gone, u"health"_s).value("error"_L1).toString().isEmpty());
    }
};

QTEST_GUILESS_MAIN(CtlTest)
#include "tst_ctl.moc"
