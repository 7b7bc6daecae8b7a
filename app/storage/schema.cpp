// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/schema.h"

#include <QStringList>

#include <vector>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

/// The same statements for both databases, and those that only SQLite wants. They may use {bytes} and {key}: a column
/// of raw bytes, and a text that is compared byte by byte.
struct Migration {
    int version;
    QStringList statements;
    QStringList onlySqlite;
};

const std::vector<Migration> &migrations()
{
    // The indexes end in the columns one may filter by, so that a rare combination is found in an index alone.
    static const std::vector<Migration> all{
        {1,
         {
             u"CREATE TABLE journal (writer {key} NOT NULL, seq BIGINT NOT NULL, at_ms BIGINT NOT NULL, "
             "kind {key} NOT NULL, service {key} NOT NULL, environment {key} NOT NULL, text TEXT NOT NULL, "
             "words TEXT NOT NULL, bytes {bytes} NOT NULL, hash {bytes} NOT NULL, PRIMARY KEY (writer, seq))"_s,
             u"CREATE INDEX journal_by_time ON journal (at_ms, kind, service, environment)"_s,
             u"CREATE INDEX journal_by_service ON journal (service, at_ms, kind, environment)"_s,
             u"CREATE INDEX journal_by_kind ON journal (kind, at_ms, service, environment)"_s,
             u"CREATE TABLE outbox (server {key} NOT NULL, writer {key} NOT NULL, sent_seq BIGINT NOT NULL, "
             "PRIMARY KEY (server, writer))"_s,
         },
         // PostgreSQL takes no index entries of this length, and reads a whole table with several processes.
         {u"CREATE INDEX journal_by_words ON journal (at_ms, kind, service, environment, words)"_s}},
    };
    return all;
}

QString inDialect(QString statement, Dialect dialect)
{
    const bool sqlite = dialect == Dialect::Sqlite;
    return statement.replace("{bytes}"_L1, sqlite ? "BLOB"_L1 : "BYTEA"_L1)
        .replace("{key}"_L1, sqlite ? "TEXT"_L1 : "TEXT COLLATE \"C\""_L1);
}

/// Begins a transaction that no other migration can run beside.
Result<void> beginAlone(const QSqlDatabase &database, Dialect dialect)
{
    if (dialect == Dialect::Sqlite) {
        return execute(database, u"BEGIN IMMEDIATE"_s);
    }
    if (const Result<void> begun = execute(database, u"BEGIN"_s); !begun) {
        return begun;
    }
    // Any fixed number does; this one is "readyroo" in ASCII.
    return execute(database, u"SELECT pg_advisory_xact_lock(8243101777133727599)"_s);
}

Result<void> migrateInside(const QSqlDatabase &database, Dialect dialect, int target)
{
    const Result<int> current = schemaVersion(database, dialect);
    if (!current) {
        return std::unexpected(current.error());
    }
    if (*current > latestSchema()) {
        return failure(Error::Kind::Unsupported,
                       u"The journal was written by a newer version of Readyroom (its schema is %1, this program knows "
                       "up to %2)."_s.arg(*current)
                           .arg(latestSchema()));
    }
    for (const Migration &migration : migrations()) {
        if (migration.version <= *current || migration.version > target) {
            continue;
        }
        const QStringList more = dialect == Dialect::Sqlite ? migration.onlySqlite : QStringList();
        for (const QString &statement : migration.statements + more) {
            if (const Result<void> done = execute(database, inDialect(statement, dialect)); !done) {
                return done;
            }
        }
        if (const Result<void> noted = setMetaValue(database, u"schema"_s, QString::number(migration.version));
            !noted) {
            return noted;
        }
    }
    return {};
}

} // namespace

int latestSchema()
{
    return migrations().back().version;
}

Result<int> schemaVersion(const QSqlDatabase &database, Dialect dialect)
{
    const QString exists = dialect == Dialect::Sqlite
        ? u"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'meta'"_s
        : u"SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'meta'"_s;
    Result<QSqlQuery> query = run(database, exists);
    if (!query) {
        return std::unexpected(query.error());
    }
    if (!query->next()) {
        return std::unexpected(databaseError(u"The journal's database cannot be read."_s, query->lastError()));
    }
    if (query->value(0).toInt() == 0) {
        return 0;
    }
    query->finish();
    const Result<QString> version = metaValue(database, u"schema"_s);
    if (!version) {
        return std::unexpected(version.error());
    }
    return version->toInt();
}

Result<void> migrate(const QSqlDatabase &database, Dialect dialect, int target)
{
    if (target == 0) {
        target = latestSchema();
    }
    if (const Result<int> current = schemaVersion(database, dialect); current && *current == target) {
        return {};
    }
    Result<void> done = beginAlone(database, dialect);
    if (done) {
        done = execute(database, u"CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)"_s);
    }
    if (done) {
        done = migrateInside(database, dialect, target);
    }
    if (done) {
        done = execute(database, u"COMMIT"_s);
    }
    if (!done) {
        (void)execute(database, u"ROLLBACK"_s);
    }
    return done;
}

Result<QString> metaValue(const QSqlDatabase &database, const QString &name)
{
    Result<QSqlQuery> query = run(database, u"SELECT value FROM meta WHERE name = ?"_s, {name});
    if (!query) {
        return std::unexpected(query.error());
    }
    if (query->next()) {
        return query->value(0).toString();
    }
    if (query->lastError().isValid()) {
        return std::unexpected(databaseError(u"The journal's database cannot be read."_s, query->lastError()));
    }
    return QString();
}

Result<void> setMetaValue(const QSqlDatabase &database, const QString &name, const QString &value)
{
    return execute(
        database,
        u"INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
        {name, value});
}

} // namespace readyroom::storage
