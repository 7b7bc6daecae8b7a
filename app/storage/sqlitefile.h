// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/databasefiles.h"
#include "app/storage/sqliteconnection.h"

#include <QStringList>

#include <optional>

namespace readyroom::storage {

/// The file of a journal and the one connection that writes to it, kept true to each other: the file may be missing,
/// corrupt, deleted or replaced. Belongs to one thread.
class SqliteFile final {
public:
    explicit SqliteFile(SqliteAccess access);

    /// Opens the file, or makes it; a no-op while it is open and still the one at its path. A file that is not a
    /// database or corrupt is set aside (FILE.corrupt-<UTC time>). When the file was deleted or replaced meanwhile,
    /// what the former one holds, and the new one lacks, is written into the new one. Kind::Timeout or Kind::Io: try
    /// again later.
    [[nodiscard]] Result<void> ensureOpen();
    /// Whether the connection is still to the file at the path.
    [[nodiscard]] bool inPlace() const;
    /// Closes the connection, so that ensureOpen() opens the same file anew: it may have become writable.
    void close() { m_connection.reset(); }
    /// Sets the open file aside as corrupt; ensureOpen() then goes on in a new one.
    [[nodiscard]] Result<void> abandon();

    [[nodiscard]] bool isOpen() const { return m_connection.has_value(); }
    [[nodiscard]] const QSqlDatabase &database() const { return m_connection->database(); }
    /// Id of the installation, as the file has it.
    [[nodiscard]] const QString &writer() const { return m_writer; }
    [[nodiscard]] const FileIdentity &identity() const { return m_identity; }
    /// What happened to the file that people should know, a sentence each.
    [[nodiscard]] const QStringList &notices() const { return m_notices; }

private:
    [[nodiscard]] Result<SqliteConnection> openPrepared();
    [[nodiscard]] Result<SqliteConnection> openOrSetAside();
    [[nodiscard]] Result<QString> installation(const QSqlDatabase &database) const;
    [[nodiscard]] Result<void> follow();
    void inherit(const QSqlDatabase &former, const QSqlDatabase &current, const QString &what);

    SqliteAccess m_access;
    std::optional<SqliteConnection> m_connection;
    FileIdentity m_identity;
    QString m_writer; ///< kept over a change of files
    QString m_abandoned; ///< where abandon() put the open file
    QStringList m_notices;
};

} // namespace readyroom::storage
