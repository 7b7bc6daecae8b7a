// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"
#include "models/journal/treehead.h"
#include "models/ports/error.h"

#include <QSqlDatabase>

#include <functional>
#include <vector>

namespace readyroom::storage {

/// Puts events behind a chain that other programs may lengthen at the same time, and tells what they added. Belongs to
/// the thread of the connection.
class ChainWriter final {
public:
    /// What one transaction brought.
    struct Recorded {
        std::vector<journal::Entry> fresh; ///< all entries not told before, ours and others', oldest first
        std::vector<Result<journal::Entry>> outcomes; ///< one for each event; Kind::Parse when it cannot be written
        std::uint64_t cut = 0; ///< entries that were recorded and are not in the database any more
    };

    /// Takes note of where the chain of `writer` ends in a database that was just opened. What was recorded before, as
    /// far as this object knows, stays known.
    [[nodiscard]] Result<void> attach(const QSqlDatabase &database, const QString &writer);

    /// Records all events in one transaction, or none. After a failure it is called again with the same events: should
    /// the failed commit have reached the disk after all, they are not recorded twice. `inPlace` is asked after the
    /// commit; when it says no the call fails.
    [[nodiscard]] Result<Recorded> record(const QSqlDatabase &database, const std::vector<journal::Event> &events,
                                          const std::function<bool()> &inPlace);
    /// What others recorded since.
    [[nodiscard]] Result<std::vector<journal::Entry>> catchUp(const QSqlDatabase &database);

private:
    [[nodiscard]] Result<Recorded> recordInside(const QSqlDatabase &database,
                                                const std::vector<journal::Event> &events);
    [[nodiscard]] Result<bool> attemptArrived(const QSqlDatabase &database) const;
    void know(const std::vector<journal::Entry> &entries);

    journal::ChainHead m_known; ///< the newest entry that was told or existed at first
    std::vector<Result<journal::Entry>> m_attempt; ///< outcomes of a transaction whose commit did not return
};

} // namespace readyroom::storage
