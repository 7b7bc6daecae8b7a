// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/fleetfeed.h"
#include "models/ports/querysource.h"
#include "ui/page/viewtime.h"
#include "ui/widgets/themesource.h"

namespace readyroom::page {

/// What a page is given. All outlive every page.
struct PageContext {
    const widgets::ThemeSource &themes;
    ViewTime &time;
    FleetFeed &feed;
    QuerySource &queries;
};

} // namespace readyroom::page
