// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QSqlDatabase>
#include <QString>

namespace readyroom::storage {

/// How a SQLite database is opened.
struct SqliteAccess {
    QString path;
    QString vfs = {}; ///< a registered SQLite VFS by name (https://sqlite.org/vfs.html); empty: the system's
    Duration busyTimeout{2000}; ///< how long a statement waits for another program's transaction
    bool readOnly = false;
};

/// A connection of Qt SQL to a SQLite file, closed with this object. Belongs to the thread that opened it. Queries on
/// it must be gone first.
class SqliteConnection final {
public:
    /// Kind::Io when the file cannot be opened. Says nothing about what is in it: SQLite reads only when asked.
    [[nodiscard]] static Result<SqliteConnection> open(const SqliteAccess &access);
    ~SqliteConnection();
    SqliteConnection(SqliteConnection &&other) noexcept;
    SqliteConnection &operator=(SqliteConnection &&other) noexcept;

    [[nodiscard]] const QSqlDatabase &database() const { return m_database; }

private:
    SqliteConnection() = default;
    void close();

    QSqlDatabase m_database;
};

} // namespace readyroom::storage
