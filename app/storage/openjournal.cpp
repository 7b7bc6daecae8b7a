// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/openjournal.h"

#include "app/storage/sqlitejournal.h"
#include "app/storage/teamjournal.h"

#include <utility>

namespace readyroom::storage {

std::unique_ptr<JournalStore> openJournal(const std::optional<fleet::StoreAddress> &server,
                                          std::shared_ptr<spdlog::logger> log)
{
    SqliteJournalOptions local{.log = std::move(log)};
    if (server) {
        return std::make_unique<TeamJournal>(TeamJournalOptions{.server = *server, .local = std::move(local)});
    }
    return std::make_unique<SqliteJournal>(std::move(local));
}

} // namespace readyroom::storage
