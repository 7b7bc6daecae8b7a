// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/statement.h"

namespace readyroom::storage {

/// The tables of a journal, the same in SQLite and PostgreSQL:
///
///     journal  what happened, one row an entry: the hashed bytes, their hash, and columns that follow from the bytes;
///              words is what a text filter searches (searchedText())
///     meta     name → value: "schema" (the number of the last migration), "writer" (SQLite: id of this installation)
///     outbox   how far the chain of a writer was copied to a server: every entry with a greater seq is still to go
///
/// Changed only by numbered migrations, forward only, all that are due in one transaction.

/// The number of the newest migration.
[[nodiscard]] int latestSchema();

/// The number of the last migration a database has seen; 0 for an empty one.
[[nodiscard]] Result<int> schemaVersion(const QSqlDatabase &database, Dialect dialect);

/// Runs the migrations that are due, up to `target` (tests of older versions; 0: the newest). Takes the write lock
/// first, so that two programs may do so at once. Kind::Unsupported when the database is newer than this program;
/// Kind::Io when a statement fails: then nothing has changed.
[[nodiscard]] Result<void> migrate(const QSqlDatabase &database, Dialect dialect, int target = 0);

/// A value of the table meta; empty when there is none.
[[nodiscard]] Result<QString> metaValue(const QSqlDatabase &database, const QString &name);
[[nodiscard]] Result<void> setMetaValue(const QSqlDatabase &database, const QString &name, const QString &value);

} // namespace readyroom::storage
