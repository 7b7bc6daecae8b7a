// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/sqliteconnection.h"

#include "app/storage/statement.h"

#include <QUrl>
#include <QUuid>

#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

Result<SqliteConnection> SqliteConnection::open(const SqliteAccess &access)
{
    if (!QSqlDatabase::isDriverAvailable(u"QSQLITE"_s)) {
        return failure(Error::Kind::Io,
                       u"Qt's SQLite driver is missing; on Debian it is in the package libqt6sql6-sqlite."_s);
    }
    QString uri = u"file:"_s + QString::fromLatin1(QUrl::toPercentEncoding(access.path, "/"));
    if (!access.vfs.isEmpty()) {
        uri += u"?vfs="_s + QString::fromLatin1(QUrl::toPercentEncoding(access.vfs));
    }
    SqliteConnection connection;
    connection.m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    connection.m_database.setDatabaseName(uri);
    connection.m_database.setConnectOptions(u"QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT="_s
                                            + QString::number(access.busyTimeout.count())
                                            + (access.readOnly ? u";QSQLITE_OPEN_READONLY"_s : QString()));
    if (!connection.m_database.open()) {
        return std::unexpected(databaseError(u"The journal file %1 cannot be opened."_s.arg(access.path),
                                             connection.m_database.lastError()));
    }
    return connection;
}

SqliteConnection::~SqliteConnection()
{
    close();
}

SqliteConnection::SqliteConnection(SqliteConnection &&other) noexcept
    : m_database(std::exchange(other.m_database, {}))
{
}

SqliteConnection &SqliteConnection::operator=(SqliteConnection &&other) noexcept
{
    if (this != &other) {
        close();
        m_database = std::exchange(other.m_database, {});
    }
    return *this;
}

void SqliteConnection::close()
{
    if (!m_database.isValid()) {
        return;
    }
    const QString name = m_database.connectionName();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

} // namespace readyroom::storage
