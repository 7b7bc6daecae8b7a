// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/content.h"
#include "app/report/pages.h"
#include "ui/paint/theme.h"

namespace readyroom::report {

/// Sets the top of the first page: title, facts, the verdict and why, and the dial beside them.
void setTop(Pages &pages, const Content &content, const paint::Theme &theme);
/// Sets the categories with their bars.
void setCategories(Pages &pages, const Content &content, const paint::Theme &theme);

} // namespace readyroom::report
