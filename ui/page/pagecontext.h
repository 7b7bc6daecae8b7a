// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/fleetfeed.h"
#include "models/ports/journalstore.h"
#include "models/ports/querysource.h"
#include "models/rules/limit.h"
#include "ui/page/viewtime.h"
#include "ui/widgets/themesource.h"

#include <vector>

namespace readyroom::page {

/// What a page is given. All outlive every page.
struct PageContext {
    const widgets::ThemeSource &themes;
    ViewTime &time;
    FleetFeed &feed;
    QuerySource &queries;
    JournalStore &journal;
    const std::vector<rules::Limit> &limits; ///< of the rules that decide the state of a service
};

} // namespace readyroom::page
