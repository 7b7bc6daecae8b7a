// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace readyroom::items {

/// What happened in a word or two, for people: "service state", "endpoint failed".
[[nodiscard]] QString kindWord(journal::EventKind kind);

/// "ops@ws1"; an en dash when nobody is known.
[[nodiscard]] QString operatorText(const journal::Operator &by);

/// "1 event", "3000 events".
[[nodiscard]] QString eventsText(std::uint64_t count);

/// Local time "14:55:12".
[[nodiscard]] QString timeOfDayText(Timestamp at);

/// Kinds that people look for together.
struct KindGroup {
    QString name;
    QString description; ///< the kinds in it, in words
    std::vector<journal::EventKind> kinds;
};
/// Every kind is in exactly one of them.
[[nodiscard]] std::vector<KindGroup> kindGroups();

/// The whole entry as plain text, section by section: when, who, where, the detail as indented JSON, its place in the
/// chain and both hashes.
struct EntrySection {
    QString title;
    QString text;
};
[[nodiscard]] std::vector<EntrySection> entrySections(const journal::Entry &entry);

} // namespace readyroom::items
