// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"

#include <QByteArray>

namespace readyroom::journal {

/// The stored bytes, unchanged, and a newline: one line of JSON Lines (jsonlines.org). Whoever reads it can compute the
/// hashes anew.
[[nodiscard]] QByteArray jsonLine(const Entry &entry);

/// The first line of the CSV (RFC 4180; lines end with CR LF): the names of the columns.
[[nodiscard]] QByteArray csvHeader();
/// One line of it. `detail` is JSON, hashes are hexadecimal. A text that a spreadsheet would take for a formula gets a
/// leading apostrophe, since texts may come from endpoints; JSON Lines is the exact form.
[[nodiscard]] QByteArray csvLine(const Entry &entry);

} // namespace readyroom::journal
