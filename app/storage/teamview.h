// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/outbox.h"
#include "models/journal/verifier.h"

#include <QSqlDatabase>

#include <optional>
#include <stop_token>
#include <vector>

namespace readyroom::storage {

/// The journal of a team as one: the chains of this machine as its own file has them, all others as the server has
/// them.

/// Two pages of one question, each newest first, as one page; what is in both is in it once.
[[nodiscard]] std::vector<journal::Entry> mergedPages(const std::vector<journal::Entry> &a,
                                                      const std::vector<journal::Entry> &b, std::size_t limit);

/// Verifies the file and the server, and that the server's copies of this machine's chains are the beginnings of them.
[[nodiscard]] Result<std::vector<journal::Damage>> verifyTeam(const QSqlDatabase &server, const QString &file,
                                                              const std::optional<journal::TreeHead> &expected,
                                                              const std::stop_token &stop);

[[nodiscard]] Result<journal::TreeHead> teamTreeHead(const QSqlDatabase &server, const QString &file, Timestamp now);

} // namespace readyroom::storage
