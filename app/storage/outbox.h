// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/sqliteconnection.h"
#include "models/journal/entry.h"
#include "models/journal/treehead.h"
#include "models/ports/error.h"

#include <QString>

#include <cstdint>
#include <map>
#include <vector>

namespace readyroom::storage {

/// The journal of this machine as what is still to go to a server. It is in the SQLite file of SqliteJournal; a
/// connection for each question, so that it is always the present file.
class Outbox final {
public:
    /// `server` names the server in the table outbox.
    Outbox(QString path, QString server);

    /// The newest entry of each chain of this file. Kind::Io, also while there is no file.
    [[nodiscard]] Result<std::vector<journal::ChainHead>> heads() const;
    /// How far each chain was sent, as far as is known here.
    [[nodiscard]] Result<std::map<QString, std::uint64_t>> sent() const;
    /// Keeps that a chain was sent up to there. What is lost of this is found out from the server.
    [[nodiscard]] Result<void> noteSent(const journal::Place &place) const;

    /// The entries behind a place, oldest first, at most `limit`.
    [[nodiscard]] Result<std::vector<journal::Entry>> behind(const journal::Place &place, std::size_t limit) const;
    /// Whether this file has exactly this entry.
    [[nodiscard]] Result<bool> has(const journal::ChainHead &head) const;

private:
    SqliteAccess m_access;
    QString m_server;
};

} // namespace readyroom::storage
