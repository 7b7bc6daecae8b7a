// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"
#include "models/journal/event.h"
#include "models/ports/journalstore.h"

#include <QCoroTask>
#include <QString>

#include <stop_token>
#include <vector>

namespace readyroom::runner {

/// How long a run of somebody else counts as under way when the journal has no end of it: that machine may have died.
inline constexpr Duration longestUnended{std::chrono::minutes{15}};

/// Who of the others that share the journal runs something right now: one sentence, or empty. `entries` are newest
/// first and about one service. What this machine runs is not asked here: the run folder knows it better.
[[nodiscard]] QString runOfOthers(const std::vector<journal::Entry> &entries, const journal::Operator &self);

/// The same, read from the journal. Kind::Timeout when it does not answer.
[[nodiscard]] QCoro::Task<Result<QString>> askForOthers(JournalStore &journal, QString service, QString environment,
                                                        journal::Operator self, Timestamp now, std::stop_token stop);

} // namespace readyroom::runner
