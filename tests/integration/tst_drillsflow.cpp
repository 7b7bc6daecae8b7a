// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/labserver.h"
#include "tests/integration/program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace readyroom::test;

namespace {

constexpr int patience = 200'000;

/// Where `GET /failover` of the first instance says the loads go, in percent.
double backupShare(quint16 port)
{
    const QJsonObject answer = QJsonDocument::fromJson(httpGet(port, "/failover")).object();
    return answer.value("in_effect"_L1).toObject().value("backup"_L1).toDouble(-1);
}

QJsonObject ours(const QJsonObject &journal)
{
    return journal.value("readyroom"_L1).toObject();
}

} // namespace

/// Drills over the real demo fleet, by the program that runs them without a window: each shows its effect at the
/// service, proves it, and takes it back; and no way to end in the middle leaves anything behind.
class DrillsFlowTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        qputenv("XDG_DATA_HOME", m_folder.filePath(u"data"_s).toUtf8());
        qputenv("XDG_STATE_HOME", m_folder.filePath(u"state"_s).toUtf8());
        m_fleet = m_folder.filePath(u"lab.yaml"_s);
        QCOMPARE(m_lab.start(m_fleet), QString());
        QFile file(m_fleet);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto instance = QRegularExpression(u"instances: \\[\"http://127\\.0\\.0\\.1:(\\d+)"_s)
                                  .match(QString::fromUtf8(file.readAll()));
        QVERIFY(instance.hasMatch());
        m_port = instance.captured(1).toUShort();
    }

    void cleanupTestCase() { QVERIFY(m_lab.stop()); }

    void everyDrillOfTheProfilesIsThere()
    {
        const Outcome list = drill({u"list"_s, u"--output"_s, u"json"_s});
        QCOMPARE(list.exitCode, 0);
        QStringList names;
        for (const QJsonValue &entry : list.json().object().value("drills"_L1).toArray()) {
            QVERIFY2(entry["problems"_L1].toArray().isEmpty(), list.out.constData());
            names += entry["name"_L1].toString();
        }
        const QDir profiles(QStringLiteral(READYROOM_SOURCE_DIR) + u"/resources/profiles"_s);
        const QStringList labProfiles = profiles.entryList({u"*.yaml"_s});
        for (const QString &profile : labProfiles) {
            if (profile == "service-default.yaml"_L1) {
                continue; // of services that are not ours
            }
            QFile file(profiles.filePath(profile));
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto it = QRegularExpression(u"\\bdrill: *\\{ *drill: *([a-z-]+)"_s)
                          .globalMatch(QString::fromUtf8(file.readAll()));
            while (it.hasNext()) {
                const QString name = it.next().captured(1);
                QVERIFY2(names.contains(name), qPrintable(profile + u": "_s + name));
            }
        }
    }

    void nothingIsDoneUnarmed()
    {
        const Outcome unarmed = drill({u"run"_s, u"failover-immediate"_s});
        QCOMPARE(unarmed.exitCode, 2);
        QVERIFY2(unarmed.err.contains("Nothing is armed"), unarmed.err.constData());
        const Outcome elsewhere = drill({u"run"_s, u"failover-immediate"_s, u"--arm"_s, u"staging"_s});
        QCOMPARE(elsewhere.exitCode, 2);
        const Outcome shown = drill({u"run"_s, u"failover-immediate"_s, u"--dry-run"_s});
        QCOMPARE(shown.exitCode, 0);
        QVERIFY2(shown.out.contains("PUT http://127.0.0.1:"), shown.out.constData());
        QVERIFY2(shown.out.contains("curl "), shown.out.constData());
        QCOMPARE(backupShare(m_port), 0.0);
    }

    void usedWrongly_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("no such drill") << QStringList{u"failover-sideways"_s, u"--arm"_s, u"production"_s}
                                       << QByteArray("There is no drill \"failover-sideways\"");
        QTest::newRow("no such choice") << QStringList{u"failover-immediate"_s, u"--arm"_s, u"production"_s, u"--set"_s,
                                                       u"to=moon"_s}
                                        << QByteArray("must be one of backup, primary");
        QTest::newRow("no such parameter")
            << QStringList{u"failover-immediate"_s, u"--arm"_s, u"production"_s, u"--set"_s, u"from=primary"_s}
            << QByteArray("has no parameter \"from\"");
        QTest::newRow("no such environment")
            << QStringList{u"failover-immediate"_s, u"--arm"_s, u"moon"_s} << QByteArray("no environment \"moon\"");
        QTest::newRow("a rollback without a reason")
            << QStringList{u"learnify-rollback"_s, u"--arm"_s, u"staging"_s, u"--set"_s, u"revision=1"_s}
            << QByteArray("asks for a reason");
    }

    void usedWrongly()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, sentence);
        const Outcome wrong = drill(QStringList{u"run"_s} + arguments);
        QCOMPARE(wrong.exitCode, 2);
        QVERIFY2(wrong.err.contains(sentence), wrong.err.constData());
    }

    void invalidateAllIsMeasured()
    {
        const Outcome done = drill({u"run"_s, u"invalidate-all"_s, u"--arm"_s, u"production"_s, u"--wait"_s, u"30s"_s,
                                    u"--output"_s, u"json"_s});
        QVERIFY2(done.exitCode == 0, done.err.constData());
        const QJsonObject journal = done.json().object();
        QCOMPARE(journal.value("status"_L1).toString(), u"completed"_s);
        QCOMPARE(journal.value("deviated"_L1).toBool(true), false);
        // What Chaos Toolkit's reports read.
        for (const QString &field : {u"chaoslib-version"_s, u"platform"_s, u"node"_s, u"experiment"_s, u"start"_s,
                                     u"end"_s, u"duration"_s, u"steady_states"_s, u"run"_s, u"rollbacks"_s}) {
            QVERIFY2(journal.contains(field), qPrintable(field));
        }
        QVERIFY(!journal.value("platform"_L1).toString().isEmpty());
        const QJsonObject comparison = ours(journal).value("comparison"_L1).toObject();
        QVERIFY2(comparison.value("cohens_d"_L1).toDouble() > 0.1, QJsonDocument(comparison).toJson().constData());
        QVERIFY(comparison.value("before"_L1)["n"_L1].toDouble() > 1000);
        QVERIFY2(done.err.contains("2 of 2 confirmed"), done.err.constData());
        const Outcome list = drill({u"list"_s, u"--output"_s, u"json"_s});
        QVERIFY2(list.out.contains("\"status\": \"completed\""), list.out.constData());
    }

    void aSlowBackupSendsEverythingBack()
    {
        QProcess process;
        start(process,
              {u"run"_s, u"failover-rehearsal"_s, u"--arm"_s, u"production"_s, u"--wait"_s, u"15s"_s, u"--output"_s,
               u"json"_s});
        QTRY_COMPARE_WITH_TIMEOUT(backupShare(m_port), 25.0, 60'000);
        QCOMPARE(httpPost(m_lab.faults(), "{\"origin\":\"backup\",\"latency_ms\":2500}"), 200);
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(httpPost(m_lab.faults(), "{\"origin\":\"backup\",\"clear\":true}"), 200);
        QCOMPARE(process.exitCode(), 1);
        const QJsonObject journal = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(journal.value("deviated"_L1).toBool(), true);
        QCOMPARE(ours(journal).value("rollback"_L1).toString(), u"done"_s);
        QVERIFY(!journal.value("rollbacks"_L1).toArray().isEmpty());
        QCOMPARE(backupShare(m_port), 0.0);
    }

    void aSignalRollsBack_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }

    void aSignalRollsBack()
    {
        QFETCH(int, signal);
        QProcess process;
        start(process, {u"run"_s, u"failover-rehearsal"_s, u"--arm"_s, u"production"_s, u"--wait"_s, u"15s"_s});
        QTRY_COMPARE_WITH_TIMEOUT(backupShare(m_port), 25.0, 60'000);
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitCode(), 1);
        QCOMPARE(backupShare(m_port), 0.0);
    }

    void whatAKilledRunOwesIsOffered()
    {
        {
            QProcess process;
            start(process, {u"run"_s, u"failover-rehearsal"_s, u"--arm"_s, u"production"_s, u"--wait"_s, u"15s"_s});
            QTRY_COMPARE_WITH_TIMEOUT(backupShare(m_port), 25.0, 60'000);
            process.kill();
            QVERIFY(process.waitForFinished());
        }
        const QJsonArray owed = drill({u"list"_s, u"--output"_s, u"json"_s}).json().object().value("owed"_L1).toArray();
        QCOMPARE(owed.size(), 1);
        QCOMPARE(owed.first()["status"_L1].toString(), u"interrupted"_s);
        QCOMPARE(backupShare(m_port), 25.0);
        const QString run = owed.first()["run"_L1].toString();
        QCOMPARE(drill({u"undo"_s, run}).exitCode, 2);
        const Outcome undone = drill({u"undo"_s, run, u"--arm"_s, u"production"_s});
        QVERIFY2(undone.exitCode == 0, undone.err.constData());
        QTRY_COMPARE_WITH_TIMEOUT(backupShare(m_port), 0.0, 20'000);
        QVERIFY(drill({u"list"_s, u"--output"_s, u"json"_s}).json().object().value("owed"_L1).toArray().isEmpty());
    }

    void anExperimentOfChaosToolkitRunsUnchanged()
    {
        const QString file = m_folder.filePath(u"experiment.json"_s);
        const QString touched = m_folder.filePath(u"touched"_s);
        QFile experiment(file);
        QVERIFY(experiment.open(QIODevice::WriteOnly));
        experiment.write(
            QJsonDocument(
                QJsonObject{
                    {u"title"_s, u"The service answers while a file is there"_s},
                    {u"description"_s, u"As Chaos Toolkit has it."_s},
                    {u"configuration"_s, QJsonObject{{u"base"_s, u"http://127.0.0.1:%1"_s.arg(m_port)}}},
                    {u"steady-state-hypothesis"_s,
                     QJsonObject{{u"title"_s, u"healthy"_s},
                                 {u"probes"_s, QJsonArray{httpProbe(u"health"_s, u"${base}/health"_s)}}}},
                    {u"method"_s,
                     QJsonArray{process(u"touch"_s, u"touch"_s, touched), httpProbe(u"stats"_s, u"${base}/stats"_s)}},
                    {u"rollbacks"_s, QJsonArray{process(u"remove"_s, u"rm"_s, touched)}}})
                .toJson());
        experiment.close();
        const Outcome done = drill({u"run"_s, file, u"--arm"_s, u"staging"_s, u"--output"_s, u"json"_s});
        QVERIFY2(done.exitCode == 0, done.err.constData());
        QVERIFY(!QFile::exists(touched));
        const QJsonObject journal = done.json().object();
        QCOMPARE(journal.value("run"_L1).toArray().size(), 2);
        QCOMPARE(journal.value("run"_L1)[0]["status"_L1].toString(), u"succeeded"_s);
        QCOMPARE(journal.value("rollbacks"_L1)[0]["status"_L1].toString(), u"succeeded"_s);
        QCOMPARE(journal.value("steady_states"_L1)["before"_L1]["steady_state_met"_L1].toBool(), true);
        QCOMPARE(journal.value("steady_states"_L1)["after"_L1]["steady_state_met"_L1].toBool(), true);
    }

    void pythonIsRefused()
    {
        const QString file = m_folder.filePath(u"python.yaml"_s);
        QFile experiment(file);
        QVERIFY(experiment.open(QIODevice::WriteOnly));
        experiment.write("title: t\ndescription: d\nmethod:\n  - type: action\n    name: a\n"
                         "    provider: {type: python, module: os, func: system}\n");
        experiment.close();
        const Outcome refused = drill({u"run"_s, file, u"--arm"_s, u"staging"_s});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains("python.yaml:6:") && refused.err.contains("python"), refused.err.constData());
    }

    void theJournalHasTheWholeStory()
    {
        const Outcome list = run(u"readyroomctl"_s, {u"journal"_s, u"list"_s, u"--output"_s, u"json"_s});
        QCOMPARE(list.exitCode, 0);
        QStringList statuses;
        int acts = 0;
        for (const QJsonValue &event : list.json().array()) {
            const QString kind = event["kind"_L1].toString();
            acts += kind == "action"_L1 ? 1 : 0;
            if (kind == "drill"_L1) {
                statuses += event["detail"_L1]["status"_L1].toString();
            }
        }
        for (const QString &status : {u"started"_s, u"completed"_s, u"failed"_s, u"aborted"_s}) {
            QVERIFY2(statuses.contains(status), qPrintable(status));
        }
        QVERIFY(acts >= 10);
        QCOMPARE(run(u"readyroomctl"_s, {u"journal"_s, u"verify"_s}).exitCode, 0);
    }

private:
    [[nodiscard]] Outcome drill(const QStringList &arguments)
    {
        QStringList all = QStringList{u"drill"_s} + arguments + QStringList{u"--fleet"_s, m_fleet};
        if (!arguments.contains(u"list"_s) && !arguments.contains(u"--wait"_s)) {
            all += {u"--wait"_s, u"1s"_s};
        }
        return run(u"readyroomctl"_s, all, patience);
    }

    void start(QProcess &process, const QStringList &arguments)
    {
        process.start(programPath(u"readyroomctl"_s),
                      QStringList{u"drill"_s} + arguments + QStringList{u"--fleet"_s, m_fleet});
        QVERIFY(process.waitForStarted());
    }

    static QJsonObject httpProbe(const QString &name, const QString &url)
    {
        return {{u"type"_s, u"probe"_s},
                {u"name"_s, name},
                {u"tolerance"_s, 200},
                {u"provider"_s, QJsonObject{{u"type"_s, u"http"_s}, {u"url"_s, url}, {u"timeout"_s, 3}}}};
    }

    static QJsonObject process(const QString &name, const QString &path, const QString &argument)
    {
        return {{u"type"_s, u"action"_s},
                {u"name"_s, name},
                {u"provider"_s,
                 QJsonObject{{u"type"_s, u"process"_s}, {u"path"_s, path}, {u"arguments"_s, QJsonArray{argument}}}}};
    }

    QTemporaryDir m_folder;
    QString m_fleet;
    LabServer m_lab;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(DrillsFlowTest)
#include "tst_drillsflow.moc"
