// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariantList>

namespace readyroom::storage {

/// The two databases a journal may be kept in.
enum class Dialect { Sqlite, PostgreSql };

/// An Error of Kind::Io: `sentence` for the user, what the database said for the log.
[[nodiscard]] Error databaseError(QString sentence, const QSqlError &said);

/// Executes one statement, prepared when there are values to bind ("?" in order). Forward-only. Kind::Io when it fails;
/// the detail begins with the driver's native code (SQLite: the extended result code; PostgreSQL: the SQLSTATE).
[[nodiscard]] Result<QSqlQuery> run(const QSqlDatabase &database, const QString &sql, const QVariantList &values = {});

/// The same for a statement without an answer.
[[nodiscard]] Result<void> execute(const QSqlDatabase &database, const QString &sql, const QVariantList &values = {});

/// The primary result code of SQLite (https://sqlite.org/rescode.html) in an error of databaseError(); 0 when there is
/// none.
[[nodiscard]] int sqliteCode(const Error &error);

} // namespace readyroom::storage
