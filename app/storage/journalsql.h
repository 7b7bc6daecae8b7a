// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/statement.h"
#include "models/ports/journalstore.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace readyroom::storage {

/// A statement and the values of its "?", in order.
struct Statement {
    QString sql;
    QVariantList values;
};

/// The columns of journal in the order in which storedRow() expects them.
[[nodiscard]] QString journalColumns();

/// One page of journal, newest first.
[[nodiscard]] Statement selectPage(const JournalFilter &filter, std::size_t limit,
                                   const std::optional<JournalCursor> &after, Dialect dialect);
/// What the words of a filter are looked for in: text, service, and the names and values of detail, case-folded here
/// because databases fold no more than ASCII.
[[nodiscard]] QString searchedText(const journal::Event &event);

[[nodiscard]] journal::StoredRow storedRow(const QSqlQuery &query);
[[nodiscard]] journal::StoredRow storedRow(const journal::Entry &entry);
/// Reads the bytes of a row. A row whose bytes were damaged is told by its columns: reading goes on, verifying names
/// it.
[[nodiscard]] journal::Entry entryOf(journal::StoredRow row);

/// A prepared INSERT, for insertRow().
[[nodiscard]] Result<QSqlQuery> rowInsertion(const QSqlDatabase &database);
[[nodiscard]] Result<void> insertRow(QSqlQuery &insertion, const journal::StoredRow &row);

/// Entries after `after`, newest first. Kind::Cancelled when `stop` was requested.
[[nodiscard]] Result<std::vector<journal::Entry>> readPage(const QSqlDatabase &database, Dialect dialect,
                                                           const JournalFilter &filter, std::size_t limit,
                                                           const std::optional<JournalCursor> &after,
                                                           const std::stop_token &stop);
/// The row at a place; absent when there is none.
[[nodiscard]] Result<std::optional<journal::StoredRow>> rowAt(const QSqlDatabase &database,
                                                              const journal::Place &place);
/// The entries of one chain behind `seq`, oldest first, at most `limit`.
[[nodiscard]] Result<std::vector<journal::Entry>> entriesBehind(const QSqlDatabase &database,
                                                                const journal::Place &place, std::size_t limit);
/// The newest entry of one chain; seq 0 when it has none.
[[nodiscard]] Result<journal::ChainHead> headOf(const QSqlDatabase &database, const QString &writer);
/// What is left of a query for writer, seq and hash; whether it broke off is for the caller to ask.
[[nodiscard]] std::vector<journal::ChainHead> headsOf(QSqlQuery &query);
/// The newest entry of every chain, by writer.
[[nodiscard]] Result<std::vector<journal::ChainHead>> allHeads(const QSqlDatabase &database);
/// Streams every row through a journal::Verifier, and before that through `mend`: what a database cannot hold as it
/// was. Kind::Cancelled when `stop` was requested.
[[nodiscard]] Result<std::vector<journal::Damage>>
verifyRows(const QSqlDatabase &database, const std::optional<journal::TreeHead> &expected, const std::stop_token &stop,
           const std::function<void(journal::StoredRow &)> &mend = {});

} // namespace readyroom::storage
