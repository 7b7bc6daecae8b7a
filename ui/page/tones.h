// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/readinesswords.h"
#include "ui/paint/theme.h"

namespace readyroom::page {

/// The tone in which a line is shown; Plain is Neutral.
[[nodiscard]] paint::Tone toneOf(items::LineState state);

} // namespace readyroom::page
