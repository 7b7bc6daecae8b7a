// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/storeaddress.h"
#include "models/ports/journalstore.h"

#include <memory>
#include <optional>

namespace spdlog {
class logger;
}

namespace readyroom::storage {

/// The journal that a fleet asks for: the one of a team on its server, else the one of this machine. Never fails: what
/// is wrong shows in JournalStore::health(). `log` may be null.
[[nodiscard]] std::unique_ptr<JournalStore> openJournal(const std::optional<fleet::StoreAddress> &server,
                                                        std::shared_ptr<spdlog::logger> log);

} // namespace readyroom::storage
