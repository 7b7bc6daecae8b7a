// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journalstore.h"

#include <QObject>

#include <functional>

namespace readyroom::journalui {

/// Writes the tree head of `store` to a file, on a pool thread; then calls `done` with one sentence when it failed,
/// else with an empty text, unless `context` has gone. `store` outlives `context`.
void saveHead(JournalStore &store, const QString &path, QObject *context, std::function<void(const QString &)> done);

/// Reads a tree head that was saved, on a pool thread; then calls `done` unless `context` has gone.
void loadHead(const QString &path, QObject *context, std::function<void(const Result<journal::TreeHead> &)> done);

} // namespace readyroom::journalui
