// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/schema.h"

#include "app/storage/journalsql.h"
#include "app/storage/sqliteconnection.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <thread>

using namespace readyroom;
using namespace readyroom::storage;
using namespace Qt::StringLiterals;

namespace {

const QString dumps = QStringLiteral(READYROOM_TEST_DATA "/storage");

SqliteConnection opened(const QString &path)
{
    auto connection = SqliteConnection::open({.path = path, .busyTimeout = Duration{10'000}});
    if (!connection) {
        qFatal("%s", qPrintable(connection.error().message));
    }
    return *std::move(connection);
}

QString errorOf(const Result<void> &result)
{
    return result ? QString() : result.error().message + u' ' + result.error().detail;
}

/// Executes what `sqlite3 FILE .dump` printed.
QString restore(const QSqlDatabase &database, const QString &file)
{
    QFile dump(file);
    if (!dump.open(QIODevice::ReadOnly)) {
        return dump.errorString();
    }
    static const QRegularExpression end(u";\\n"_s);
    for (const QString &statement : QString::fromUtf8(dump.readAll()).split(end, Qt::SkipEmptyParts)) {
        if (const Result<void> done = execute(database, statement); !done) {
            return statement + u": "_s + errorOf(done);
        }
    }
    return {};
}

/// Tables, columns and indexes as SQLite tells them.
QString shape(const QSqlDatabase &database)
{
    auto query = run(database,
                     u"SELECT m.name, p.name, p.type, p.\"notnull\", p.pk FROM sqlite_master m, "
                     "pragma_table_info(m.name) p ORDER BY m.name, p.cid"_s);
    QString text;
    while (query && query->next()) {
        for (int i = 0; i < 5; ++i) {
            text += query->value(i).toString() + u' ';
        }
        text += u'\n';
    }
    return text;
}

} // namespace

class SchemaTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesTheTables()
    {
        const QTemporaryDir folder;
        const SqliteConnection connection = opened(folder.filePath(u"j"_s));
        QCOMPARE(schemaVersion(connection.database(), Dialect::Sqlite).value_or(-1), 0);
        QCOMPARE(errorOf(migrate(connection.database(), Dialect::Sqlite)), QString());
        QCOMPARE(schemaVersion(connection.database(), Dialect::Sqlite).value_or(-1), latestSchema());
        const QStringList tables = connection.database().tables();
        for (const QString &table : {u"journal"_s, u"meta"_s, u"outbox"_s}) {
            QVERIFY2(tables.contains(table), qPrintable(tables.join(u' ')));
        }
        const QString before = shape(connection.database());
        QCOMPARE(errorOf(migrate(connection.database(), Dialect::Sqlite)), QString());
        QCOMPARE(shape(connection.database()), before);
    }

    void migratesFromEveryVersion_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 0; version <= latestSchema(); ++version) {
            QTest::addRow("%d", version) << version;
        }
    }

    void migratesFromEveryVersion()
    {
        QFETCH(int, version);
        const QTemporaryDir folder;
        const SqliteConnection fresh = opened(folder.filePath(u"fresh"_s));
        QCOMPARE(errorOf(migrate(fresh.database(), Dialect::Sqlite)), QString());
        const SqliteConnection old = opened(folder.filePath(u"old"_s));
        if (version > 0) {
            QCOMPARE(restore(old.database(), dumps + u"/schema-%1.sql"_s.arg(version)), QString());
        }
        QCOMPARE(schemaVersion(old.database(), Dialect::Sqlite).value_or(-1), version);
        QCOMPARE(errorOf(migrate(old.database(), Dialect::Sqlite)), QString());
        QCOMPARE(schemaVersion(old.database(), Dialect::Sqlite).value_or(-1), latestSchema());
        QCOMPARE(shape(old.database()), shape(fresh.database()));
        if (version > 0) {
            const auto damage = verifyRows(old.database(), {}, {});
            QVERIFY(damage);
            QVERIFY2(damage->empty(), qPrintable(damage->empty() ? QString() : damage->front().text));
            const auto heads = allHeads(old.database());
            QVERIFY(heads);
            QCOMPARE(heads->size(), std::size_t{1});
            QCOMPARE(heads->front().seq, std::uint64_t{5});
            QCOMPARE(metaValue(old.database(), u"writer"_s).value_or(QString()), heads->front().writer);
        }
    }

    void leavesNewerOnesAlone()
    {
        const QTemporaryDir folder;
        const SqliteConnection connection = opened(folder.filePath(u"j"_s));
        QCOMPARE(errorOf(migrate(connection.database(), Dialect::Sqlite)), QString());
        QVERIFY(setMetaValue(connection.database(), u"schema"_s, QString::number(latestSchema() + 1)));
        const Result<void> refused = migrate(connection.database(), Dialect::Sqlite);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Unsupported);
    }

    void changesEverythingOrNothing()
    {
        const QTemporaryDir folder;
        const SqliteConnection connection = opened(folder.filePath(u"j"_s));
        // The last table of the first migration exists already, so that it fails when the others have been made.
        QVERIFY(execute(connection.database(), u"CREATE TABLE outbox (other TEXT)"_s));
        QVERIFY(!migrate(connection.database(), Dialect::Sqlite));
        QCOMPARE(connection.database().tables(), QStringList{u"outbox"_s});
        QVERIFY(execute(connection.database(), u"DROP TABLE outbox"_s));
        QCOMPARE(errorOf(migrate(connection.database(), Dialect::Sqlite)), QString());
    }

    void mayBeDoneByTwoAtOnce()
    {
        const QTemporaryDir folder;
        QVERIFY(execute(opened(folder.filePath(u"j"_s)).database(), u"PRAGMA journal_mode = WAL"_s));
        std::vector<QString> errors(4);
        std::vector<std::thread> threads;
        for (QString &error : errors) {
            threads.emplace_back([&error, path = folder.filePath(u"j"_s)] {
                const SqliteConnection connection = opened(path);
                error = errorOf(migrate(connection.database(), Dialect::Sqlite));
            });
        }
        for (std::thread &thread : threads) {
            thread.join();
        }
        for (const QString &error : errors) {
            QCOMPARE(error, QString());
        }
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "tst_schema.moc"
