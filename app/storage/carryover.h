// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QSqlDatabase>

#include <cstdint>

namespace readyroom::storage {

/// What became of the entries of a database that another one takes the place of.
struct CarriedOver {
    std::uint64_t entries = 0; ///< copied into the new one
    bool joined = true; ///< false: the new one holds other entries at the same places, and was left as it is
};

/// Copies the entries that `from` has and `to` lacks, in one transaction: for each writer those behind the newest entry
/// of `to`, provided that `from` has that very entry too. Both are SQLite databases of the newest schema.
[[nodiscard]] Result<CarriedOver> carryOver(const QSqlDatabase &from, const QSqlDatabase &to);

} // namespace readyroom::storage
