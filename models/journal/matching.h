// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journalstore.h"

namespace readyroom::journal {

/// Whether an event is among those that a filter wants: what a store answers with SQL, for events that come in live.
[[nodiscard]] bool matches(const JournalFilter &filter, const Event &event);

/// Whether `a` is read before `b`: newest first by time, then writer, then seq.
[[nodiscard]] bool readsBefore(const JournalCursor &a, const JournalCursor &b);
[[nodiscard]] JournalCursor cursorOf(const Entry &entry);

} // namespace readyroom::journal
