// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/postgresconnection.h"

#include "app/storage/statement.h"

#include <QSqlDriver>
#include <QStringList>
#include <QUuid>

#include <libpq-fe.h>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

QString quoted(QString value)
{
    return u'\'' + value.replace(u'\\', "\\\\"_L1).replace(u'\'', "\\'"_L1) + u'\'';
}

QString optionsOf(const fleet::StoreAddress &address)
{
    QStringList options{u"connect_timeout=3"_s,         u"tcp_user_timeout=5000"_s, u"keepalives=1"_s,
                        u"keepalives_idle=5"_s,         u"keepalives_interval=2"_s, u"keepalives_count=3"_s,
                        u"application_name=readyroom"_s};
    for (auto it = address.parameters.begin(); it != address.parameters.end(); ++it) {
        options += it.key() + u'=' + quoted(it.value());
    }
    return options.join(u';');
}

/// The connection of libpq under Qt's; null when this is not the driver that is known.
PGconn *connectionOf(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    const QByteArrayView type = handle.typeName();
    return type == "PGconn*" || type == "pg_conn*" ? *static_cast<PGconn *const *>(handle.constData()) : nullptr;
}

/// libpq would write what the server remarks on standard error.
void ignoreNotice(void *, const char *)
{
}

/// Nothing else can hold every event; and what is acknowledged shall be on the server's disk, whatever its setting.
Result<void> prepareSession(const QSqlDatabase &database)
{
    Result<QSqlQuery> encoding = run(database, u"SHOW server_encoding"_s);
    if (!encoding) {
        return std::unexpected(encoding.error());
    }
    if (!encoding->next() || encoding->value(0).toString() != "UTF8"_L1) {
        return failure(Error::Kind::Unsupported,
                       u"The database for the journal must be made with the encoding UTF8."_s);
    }
    encoding->finish();
    return execute(database, u"SET synchronous_commit = on"_s);
}

} // namespace

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const fleet::StoreAddress &address,
                                                                     SocketGuard &guard)
{
    if (!QSqlDatabase::isDriverAvailable(u"QPSQL"_s)) {
        return failure(Error::Kind::Unsupported,
                       u"Qt's PostgreSQL driver is missing; on Debian it is in the package libqt6sql6-psql."_s);
    }
    const SocketGuard::Call call(guard);
    std::unique_ptr<PostgresConnection> connection(new PostgresConnection(guard));
    QSqlDatabase &database = connection->m_database;
    database = QSqlDatabase::addDatabase(u"QPSQL"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    database.setHostName(address.host);
    database.setPort(address.port);
    database.setDatabaseName(address.database);
    database.setUserName(address.user);
    database.setConnectOptions(optionsOf(address));
    if (!database.open()) {
        Error error =
            databaseError(u"The journal's server %1 cannot be reached."_s.arg(address.shown()), database.lastError());
        error.kind = Error::Kind::Connect;
        return std::unexpected(std::move(error));
    }
    PGconn *const handle = connectionOf(database);
    if (!handle) {
        return failure(Error::Kind::Unsupported, u"Qt's PostgreSQL driver is not the one this program knows."_s);
    }
    PQsetNoticeProcessor(handle, ignoreNotice, nullptr);
    guard.use(PQsocket(handle));
    if (const Result<void> prepared = prepareSession(database); !prepared) {
        return std::unexpected(prepared.error());
    }
    return connection;
}

PostgresConnection::~PostgresConnection()
{
    m_guard.use(-1);
    const QString name = m_database.connectionName();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

} // namespace readyroom::storage
