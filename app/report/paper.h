// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/content.h"
#include "app/report/pages.h"
#include "app/report/typesetting.h"
#include "ui/paint/theme.h"

/// The parts of which pages are made.
namespace readyroom::report {

/// Lines from the left edge; they run on to further pages.
void setParagraph(Pages &pages, const SetLines &lines, double left = 0.0);
/// The title of a section, kept together with `following` units of what it is about.
void setHeading(Pages &pages, const QString &title, const paint::Theme &theme, double following);
void setSection(Pages &pages, const Section &section, const paint::Theme &theme);

} // namespace readyroom::report
