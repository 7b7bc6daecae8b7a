// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journalstore.h"

#include <QByteArray>

#include <vector>

namespace readyroom::ctl {

/// The table of `readyroomctl journal list`, page by page: its first page decides how wide the columns are, so that a
/// million events need not be looked at before the first is told.
class JournalTable final {
public:
    /// Lines for these entries, after the header when they are the first; ends with a newline.
    [[nodiscard]] QByteArray lines(const std::vector<journal::Entry> &entries);

private:
    std::vector<int> m_widths;
};

/// One entry for `--output json`: the members of its canonical form and `hash`, on one line without a newline. An entry
/// whose bytes cannot be read has its columns and `"damaged":true` instead.
[[nodiscard]] QByteArray entryJson(const journal::Entry &entry);

/// "The journal holds: 5 events in 1 chain." and what the head that it was verified against adds.
[[nodiscard]] QString holdsSentence(const journal::TreeHead &now, const std::optional<journal::TreeHead> &expected);
/// "Event 7 of writer …: its bytes do not have the stored hash."
[[nodiscard]] QString damageSentence(const journal::Damage &damage);

} // namespace readyroom::ctl
