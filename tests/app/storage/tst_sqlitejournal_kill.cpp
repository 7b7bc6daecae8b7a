// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/storage/journalhelp.h"

#include "app/storage/journalsql.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>

#include <map>

using namespace readyroom;
using namespace readyroom::storage;
using namespace readyroom::test;

namespace {

const QString program = QStringLiteral(READYROOM_BIN_DIR "/journalwriter");
constexpr int rounds = 1000;
constexpr int atOnce = 2; ///< programs that share the file

/// Hash by seq of every entry that a program said was recorded.
using Acknowledged = std::map<qulonglong, QByteArray>;

/// Takes what a killed program printed; false when two programs were told the same place.
bool note(Acknowledged &acknowledged, const QByteArray &printed)
{
    for (const QByteArray &line : printed.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        // The last line may have been cut by the kill.
        if (words.size() == 2 && words[1].size() == 64
            && !acknowledged.emplace(words[0].toULongLong(), QByteArray::fromHex(words[1])).second) {
            return false;
        }
    }
    return true;
}

/// What was acknowledged and is not there, or is there otherwise.
QString lost(const QString &path, const Acknowledged &acknowledged)
{
    const auto connection = SqliteConnection::open({.path = path});
    if (!connection) {
        return connection.error().message;
    }
    auto rows = run(connection->database(), u"SELECT seq, hash FROM journal ORDER BY seq"_s);
    if (!rows) {
        return rows.error().detail;
    }
    Acknowledged there;
    while (rows->next()) {
        there.emplace(rows->value(0).toULongLong(), rows->value(1).toByteArray());
    }
    for (const auto &[seq, hash] : acknowledged) {
        const auto found = there.find(seq);
        if (found == there.end() || found->second != hash) {
            return u"entry %1"_s.arg(seq);
        }
    }
    return {};
}

} // namespace

class SqliteJournalKillTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingAcknowledgedIsLost()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.sqlite"_s);
        Acknowledged acknowledged;
        std::array<QProcess, atOnce> writers;
        for (QProcess &writer : writers) {
            writer.start(program, {path});
        }
        int productive = 0;
        for (int round = 0; round < rounds; ++round) {
            // The one that ran longest: its neighbour, just started, is somewhere in its opening meanwhile.
            QProcess &writer = writers[static_cast<std::size_t>(round % atOnce)];
            QVERIFY(writer.waitForStarted());
            // Every other time it has recorded something before its time runs.
            if (round / atOnce % 2 == 1) {
                QVERIFY(writer.bytesAvailable() > 0 || writer.waitForReadyRead(20'000));
            }
            QElapsedTimer clock;
            clock.start();
            const int life = QRandomGenerator::global()->bounded(30);
            while (clock.elapsed() < life) {
                (void)writer.waitForReadyRead(static_cast<int>(std::max<qint64>(1, life - clock.elapsed())));
            }
            writer.kill();
            QVERIFY(writer.waitForFinished());
            QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
            const auto before = acknowledged.size();
            QVERIFY(note(acknowledged, writer.readAllStandardOutput()));
            productive += acknowledged.size() > before ? 1 : 0;
            if (round % 100 == 99) {
                QCOMPARE(lost(path, acknowledged), QString());
            }
            writer.start(program, {path});
        }
        for (QProcess &writer : writers) {
            writer.kill();
            QVERIFY(writer.waitForFinished());
            QVERIFY(note(acknowledged, writer.readAllStandardOutput()));
        }
        QVERIFY2(productive >= rounds / 2, qPrintable(QString::number(productive)));
        QCOMPARE(askFile(path, u"PRAGMA integrity_check"_s), u"ok"_s);
        QCOMPARE(lost(path, acknowledged), QString());
        SqliteJournal store({.path = path});
        QCOMPARE(damage(store), QString());
        QVERIFY2(store.health().text.isEmpty(), qPrintable(store.health().text));
        QVERIFY(QDir(folder.path()).entryList({u"*corrupt*"_s, u"*replaced*"_s}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(SqliteJournalKillTest)
#include "tst_sqlitejournal_kill.moc"
