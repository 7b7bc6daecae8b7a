// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"
#include "models/journal/treehead.h"
#include "models/journal/verifier.h"
#include "models/ports/error.h"

#include <QSqlDatabase>

#include <cstddef>
#include <vector>

namespace readyroom::storage {

/// What a desktop does with the journal on a PostgreSQL server.

/// The channel of LISTEN and NOTIFY on which a desktop tells that it committed entries.
inline constexpr const char *postgresChannel = "readyroom_journal";

/// The newest entry of every chain. Quick, however long the chains are.
[[nodiscard]] Result<std::vector<journal::ChainHead>> serverHeads(const QSqlDatabase &server);

/// What became of entries that were sent.
enum class Sent {
    Recorded, ///< committed; those that were there already are the same
    Different ///< the server has other entries at some of their places; nothing was changed
};

/// Puts entries of one chain (ordered, without holes, not empty) on the server in one transaction and notifies the
/// others. Entries that are there already with the same hash are fine.
[[nodiscard]] Result<Sent> sendEntries(const QSqlDatabase &server, const std::vector<journal::Entry> &entries);

/// PostgreSQL has no U+0000 in a text: the columns of a row have U+FFFD instead, while the hashed bytes are as they
/// were. Gives the columns back what the bytes say, where that is the only difference.
void restoreNul(journal::StoredRow &row);

} // namespace readyroom::storage
