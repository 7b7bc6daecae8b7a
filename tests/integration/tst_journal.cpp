// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/entry.h"
#include "tests/integration/labserver.h"
#include "tests/integration/program.h"
#include "tests/integration/serverprocess.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::test;

namespace {

QStringList journalArguments(const QString &verb, const QStringList &more = {})
{
    return QStringList{u"journal"_s, verb} + more;
}

/// What `journal list` tells, newest first.
QJsonArray listed(const QStringList &more = {})
{
    const Outcome outcome =
        run(u"readyroomctl"_s, journalArguments(u"list"_s, more + QStringList{u"--output"_s, u"json"_s}));
    if (outcome.exitCode != 0) {
        return {};
    }
    return outcome.json().array();
}

QJsonValue detail(const QJsonValue &event, QLatin1StringView key)
{
    return event.toObject().value("detail"_L1).toObject().value(key);
}

bool hasTransition(const QString &service, const QString &to)
{
    for (const QJsonValue &event : listed({u"--service"_s, service, u"--kind"_s, u"service_state"_s})) {
        if (detail(event, "to"_L1).toString() == to) {
            return true;
        }
    }
    return false;
}

/// Runs one statement on a copy of the journal, as somebody would who wants to change the past.
QString tampered(const QString &journal, const QString &copy, const QString &statement)
{
    QFile::remove(copy);
    if (!QFile::copy(journal, copy)) {
        return u"cannot copy"_s;
    }
    QString problem;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tamper"_s);
        database.setDatabaseName(copy);
        if (!database.open()) {
            problem = database.lastError().text();
        } else {
            QSqlQuery query(database);
            if (!query.exec(statement)) {
                problem = query.lastError().text();
            } else if (query.numRowsAffected() == 0) {
                problem = u"nothing was changed"_s;
            }
        }
    }
    QSqlDatabase::removeDatabase(u"tamper"_s);
    return problem;
}

} // namespace

/// What happened to real services is found in the journal, and what is found there can be trusted.
class JournalTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit());
        m_journal = m_folder.filePath(u"readyroom/journal.sqlite"_s);
    }

    void withoutAJournalThereIsNothingToTell()
    {
        for (const QString &verb : {u"list"_s, u"verify"_s, u"export"_s}) {
            const Outcome outcome = run(u"readyroomctl"_s, journalArguments(verb));
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.err.contains("journal.sqlite"), outcome.err.constData());
        }
        QVERIFY(!QFile::exists(m_journal));
    }

    void aFaultIsFoundInTheJournal()
    {
        const QString fleet = m_folder.filePath(u"lab.yaml"_s);
        LabServer lab;
        QCOMPARE(lab.start(fleet), QString());
        const QString faults = lab.faults();

        // A one-shot status looks and is gone.
        (void)run(u"readyroomctl"_s, {u"status"_s, u"--fleet"_s, fleet, u"--wait"_s, u"1s"_s});
        QVERIFY(!QFile::exists(m_journal));

        QProcess watch;
        watch.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        watch.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        watch.setStandardOutputFile(QProcess::nullDevice());
        watch.start(programPath(u"readyroomctl"_s), {u"status"_s, u"--fleet"_s, fleet, u"--watch"_s});
        QVERIFY(watch.waitForStarted());
        const QString service = u"latency-optimizer"_s;
        QTRY_VERIFY_WITH_TIMEOUT(hasTransition(service, u"ok"_s), 20'000);
        QCOMPARE(httpPost(faults, "{\"down\": true}"), 200);
        QTRY_VERIFY_WITH_TIMEOUT(hasTransition(service, u"critical"_s), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(!listed({u"--service"_s, service, u"--kind"_s, u"endpoint_failed"_s}).isEmpty(),
                                 10'000);
        QCOMPARE(httpPost(faults, "{\"down\": false}"), 200);
        QTRY_VERIFY_WITH_TIMEOUT(!listed({u"--service"_s, service, u"--kind"_s, u"endpoint_recovered"_s}).isEmpty(),
                                 10'000);
        watch.terminate();
        QVERIFY(watch.waitForFinished());
        QCOMPARE(watch.exitCode(), 0);
        QVERIFY(lab.stop());

        // The program said that it began before anything else happened.
        const QJsonArray all = listed();
        const QJsonObject first = all.last().toObject();
        QCOMPARE(first.value("kind"_L1).toString(), u"started"_s);
        QCOMPARE(first.value("seq"_L1).toInt(), 1);
        QCOMPARE(detail(first, "program"_L1).toString(), u"readyroomctl"_s);
        QCOMPARE(detail(first, "fleet"_L1).toString(), fleet);
        QVERIFY(!first.value("by"_L1).toObject().value("user"_L1).toString().isEmpty());
        QCOMPARE(QFileInfo(m_journal).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

        const Outcome table = run(u"readyroomctl"_s, journalArguments(u"list"_s, {u"--service"_s, service}));
        QCOMPARE(table.exitCode, 0);
        QVERIFY2(table.out.contains("endpoint_failed") && table.out.contains("service_state"), table.out.constData());
        QCOMPARE(listed({u"--limit"_s, u"2"_s}).size(), qsizetype{2});
        QVERIFY(listed({u"--text"_s, u"no-such-word"_s}).isEmpty());
    }

    void theExportCanBeVerifiedByAnybody()
    {
        const Outcome outcome = run(u"readyroomctl"_s, journalArguments(u"export"_s));
        QCOMPARE(outcome.exitCode, 0);
        QList<QByteArray> lines = outcome.out.split('\n');
        QVERIFY(lines.takeLast().isEmpty());
        QCOMPARE(lines.size(), listed().size());
        QHash<QString, QByteArray> heads;
        for (const QByteArray &line : std::as_const(lines)) {
            const QJsonObject event = QJsonDocument::fromJson(line).object();
            const QString writer = event.value("writer"_L1).toString();
            QCOMPARE(event.value("prev"_L1).toString().toLatin1(), heads.value(writer, QByteArray(64, '0')));
            heads[writer] = QCryptographicHash::hash(line, QCryptographicHash::Sha256).toHex();
            QVERIFY(journal::opened(line));
        }
        const Outcome csv = run(u"readyroomctl"_s, journalArguments(u"export"_s, {u"--output"_s, u"csv"_s}));
        QCOMPARE(csv.exitCode, 0);
        QVERIFY(csv.out.startsWith("at,kind,service,"));
    }

    void theChainHolds()
    {
        const Outcome outcome = run(u"readyroomctl"_s, journalArguments(u"verify"_s));
        QVERIFY2(outcome.exitCode == 0, outcome.out.constData());
        QVERIFY2(outcome.out.startsWith("The journal holds: "), outcome.out.constData());
    }

    void tamperingIsFoundAndNamed()
    {
        const QString copy = m_folder.filePath(u"copy.sqlite"_s);
        const QString head = m_folder.filePath(u"head.json"_s);
        QCOMPARE(run(u"readyroomctl"_s, journalArguments(u"export"_s, {u"--head"_s, head})).exitCode, 0);
        const Outcome printed = run(u"readyroomctl"_s, journalArguments(u"export"_s, {u"--head"_s}));
        QCOMPARE(printed.json().object().value("heads"_L1).toArray().size(), qsizetype{1});
        QCOMPARE(run(u"readyroomctl"_s, journalArguments(u"verify"_s, {u"--head"_s, head})).exitCode, 0);
        const auto verified = [&](const QStringList &more = {}) {
            return run(u"readyroomctl"_s, journalArguments(u"verify"_s, QStringList{u"--journal"_s, copy} + more));
        };

        QCOMPARE(tampered(m_journal, copy,
                          u"UPDATE journal SET bytes = CAST(replace(CAST(bytes AS TEXT), 'critical', 'warning!') AS "
                          "BLOB) WHERE kind = 'service_state' AND CAST(bytes AS TEXT) LIKE '%critical%'"_s),
                 QString());
        Outcome outcome = verified();
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(QRegularExpression(u"\\AEvent \\d+ of writer [0-9a-f-]{36}: .+\\."_s)
                     .match(QString::fromUtf8(outcome.out))
                     .hasMatch(),
                 outcome.out.constData());

        QCOMPARE(tampered(m_journal, copy, u"DELETE FROM journal WHERE seq = 2"_s), QString());
        outcome = verified();
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.out.startsWith("Event "), outcome.out.constData());

        // A tail that is cut off shows only against a head that was kept.
        QCOMPARE(tampered(m_journal, copy, u"DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)"_s),
                 QString());
        QCOMPARE(verified().exitCode, 0);
        outcome = verified({u"--head"_s, head});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.out.contains(" of writer "), outcome.out.constData());
    }

    void aFileThatIsNoJournalIsLeftAlone()
    {
        const QString path = m_folder.filePath(u"other.sqlite"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray bytes = QByteArray("this is no database, however long it may be ").repeated(100);
        file.write(bytes);
        file.close();
        const Outcome outcome = run(u"readyroomctl"_s, journalArguments(u"verify"_s, {u"--journal"_s, path}));
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.out.contains(path.toUtf8()), outcome.out.constData());
        QCOMPARE(run(u"readyroomctl"_s, journalArguments(u"list"_s, {u"--journal"_s, path})).exitCode, 2);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
    }

#ifdef READYROOM_HAS_WINDOW
    void theWindowJournalsToo()
    {
        const QString fleet = m_folder.filePath(u"gone.yaml"_s);
        QFile file(fleet);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("services:\n  - {name: gone, instances: [\"http://127.0.0.1:" + QByteArray::number(freePort())
                   + "\"], health: /health}\n");
        file.close();
        const Outcome outcome = run(u"readyroom"_s,
                                    {u"--fleet"_s, fleet, u"--page"_s, u"journal"_s, u"--screenshot"_s,
                                     m_folder.filePath(u"journal.png"_s), u"--after"_s, u"2"_s});
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        const QJsonArray gone = listed({u"--service"_s, u"gone"_s});
        QVERIFY(!gone.isEmpty());
        bool started = false;
        for (const QJsonValue &event : listed({u"--kind"_s, u"started"_s})) {
            started = started || detail(event, "program"_L1).toString() == u"readyroom"_s;
        }
        QVERIFY(started);
        QCOMPARE(run(u"readyroomctl"_s, journalArguments(u"verify"_s)).exitCode, 0);
    }
#endif

private:
    QTemporaryDir m_folder;
    QString m_journal;
};

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
