// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journalstore.h"

#include <vector>

namespace readyroom::journal {

/// Reads a journal the other way round than its store does: oldest first, as it is exported. A first pass notes where
/// each page of the store ends, a second one reads the pages backwards, so that a million entries need the memory of
/// one page. What is recorded after the first pass is not told.
///
/// One call at a time; must outlive it.
class OldestFirst final {
public:
    /// `store` outlives it.
    OldestFirst(JournalStore &store, JournalFilter filter, std::size_t pageSize = 2000);

    /// The next entries, oldest first; empty at the end. Kind::Cancelled after a requested stop.
    [[nodiscard]] QCoro::Task<Result<std::vector<Entry>>> next(std::stop_token stop = {});

private:
    [[nodiscard]] QCoro::Task<Result<void>> findPages(std::stop_token stop);

    JournalStore &m_store;
    JournalFilter m_filter;
    std::size_t m_pageSize;
    bool m_knowsPages = false;
    std::optional<JournalCursor> m_newest; ///< where the first pass began
    std::vector<JournalCursor> m_ends; ///< last entry of each page that is still to be told, newest page first
};

} // namespace readyroom::journal
