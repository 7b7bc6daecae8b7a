// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/pageaddress.h"

namespace readyroom::shell {

/// Numbers of pages, which are those of their shortcuts.
inline constexpr int fleetEntry = 1;
inline constexpr int serviceEntry = 2;
inline constexpr int readinessEntry = 4;
inline constexpr int drillsEntry = 5;
inline constexpr int journalEntry = 7;

/// The entry that shows a page of this kind.
[[nodiscard]] inline int railEntryOf(PageAddress::Kind kind)
{
    switch (kind) {
    case PageAddress::Kind::Fleet:
        return fleetEntry;
    case PageAddress::Kind::Service:
        return serviceEntry;
    case PageAddress::Kind::Readiness:
        return readinessEntry;
    case PageAddress::Kind::Drills:
        return drillsEntry;
    case PageAddress::Kind::Journal:
        return journalEntry;
    }
    return fleetEntry;
}

} // namespace readyroom::shell
