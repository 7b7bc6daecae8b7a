// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/sqlitefile.h"

#include "app/storage/carryover.h"
#include "app/storage/folderlock.h"
#include "app/storage/journalsql.h"
#include "app/storage/schema.h"

#include <QFile>
#include <QUuid>

#include <sqlite3.h>
#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

bool isCorrupt(const Error &error)
{
    const int code = sqliteCode(error);
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

} // namespace

SqliteFile::SqliteFile(SqliteAccess access)
    : m_access(std::move(access))
{
}

bool SqliteFile::inPlace() const
{
    return m_connection && identityOf(m_access.path) == m_identity;
}

Result<void> SqliteFile::ensureOpen()
{
    if (m_connection) {
        return inPlace() ? Result<void>() : follow();
    }
    const Result<FolderLock> lock = FolderLock::take(m_access.path, m_access.busyTimeout);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    Result<SqliteConnection> opened = openOrSetAside();
    if (!opened) {
        return std::unexpected(std::move(opened).error());
    }
    m_connection = *std::move(opened);
    m_identity = identityOf(m_access.path);
    return {};
}

Result<SqliteConnection> SqliteFile::openPrepared()
{
    if (const Result<bool> made = secureDatabaseFile(m_access.path); !made) {
        return std::unexpected(made.error());
    }
    Result<SqliteConnection> connection = SqliteConnection::open(m_access);
    if (!connection) {
        return connection;
    }
    const QSqlDatabase &database = connection->database();
    for (const QString &pragma : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s}) {
        if (const Result<void> set = execute(database, pragma); !set) {
            return std::unexpected(set.error());
        }
    }
    if (const Result<void> migrated = migrate(database, Dialect::Sqlite); !migrated) {
        return std::unexpected(migrated.error());
    }
    Result<QString> writer = installation(database);
    if (!writer) {
        return std::unexpected(std::move(writer).error());
    }
    // Read before anything is promised, so that a damaged table is found now and not by the first entry.
    if (const auto head = headOf(database, *writer); !head) {
        return std::unexpected(head.error());
    }
    m_writer = *std::move(writer);
    return connection;
}

Result<QString> SqliteFile::installation(const QSqlDatabase &database) const
{
    const Result<QString> known = metaValue(database, u"writer"_s);
    if (!known || !known->isEmpty()) {
        return known;
    }
    const QString own = m_writer.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : m_writer;
    if (const Result<void> set = setMetaValue(database, u"writer"_s, own); !set) {
        return std::unexpected(set.error());
    }
    return own;
}

Result<SqliteConnection> SqliteFile::openOrSetAside()
{
    Result<SqliteConnection> connection = openPrepared();
    if (connection || !isCorrupt(connection.error())) {
        return connection;
    }
    const Result<QString> aside = setAside(m_access.path, u"corrupt"_s);
    if (!aside) {
        return std::unexpected(aside.error());
    }
    m_notices +=
        u"The journal file %1 was damaged and is now %2; recording goes on in a new file."_s.arg(m_access.path, *aside);
    return openPrepared();
}

Result<void> SqliteFile::abandon()
{
    const Result<FolderLock> lock = FolderLock::take(m_access.path, m_access.busyTimeout);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    if (!inPlace()) {
        return {};
    }
    Result<QString> aside = setAside(m_access.path, u"corrupt"_s);
    if (!aside) {
        return std::unexpected(std::move(aside).error());
    }
    m_abandoned = *std::move(aside);
    return {};
}

Result<void> SqliteFile::follow()
{
    const Result<FolderLock> lock = FolderLock::take(m_access.path, m_access.busyTimeout);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    FileIdentity now = identityOf(m_access.path);
    if (now.main == m_identity.main) {
        // Only -wal or -shm are gone. Made anew they would not be shared with programs that hold the old ones, which
        // ruins a database; so the whole file makes room for a new one.
        if (const Result<QString> aside = setAside(m_access.path, u"replaced"_s); !aside) {
            return std::unexpected(aside.error());
        }
        now = {};
    }
    removeLeftovers(m_access.path, m_identity);
    Result<SqliteConnection> opened = openOrSetAside();
    if (!opened) {
        return std::unexpected(std::move(opened).error());
    }
    inherit(m_connection->database(), opened->database(),
            !m_abandoned.isEmpty()
                ? u"The journal file %1 was damaged and is now %2"_s.arg(m_access.path, m_abandoned)
                : (now.main == FileIdentity::Node{}
                       ? u"The journal file %1 was deleted while Readyroom ran"_s.arg(m_access.path)
                       : u"The journal file %1 was replaced while Readyroom ran"_s.arg(m_access.path)));
    m_abandoned.clear();
    m_connection = *std::move(opened);
    m_identity = identityOf(m_access.path);
    return {};
}

void SqliteFile::inherit(const QSqlDatabase &former, const QSqlDatabase &current, const QString &what)
{
    const Result<CarriedOver> carried = carryOver(former, current);
    if (!carried) {
        m_notices += what + u"; what it held could not be read any more."_s;
        return;
    }
    if (carried->joined) {
        m_notices += what + u"; its entries were carried over (%1) and recording goes on."_s.arg(carried->entries);
        return;
    }
    const QString aside = nameAside(m_access.path, u"replaced"_s);
    const Result<void> saved = execute(former, u"VACUUM INTO ?"_s, {aside});
    (void)QFile::setPermissions(aside, QFile::ReadOwner | QFile::WriteOwner);
    m_notices += what
        + (saved ? u"; the two do not continue one another, so the former one was saved as %1."_s.arg(aside)
                 : u"; the two do not continue one another, and the former one could not be saved."_s);
}

} // namespace readyroom::storage
