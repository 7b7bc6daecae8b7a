// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/event.h"
#include "ui/paint/theme.h"

namespace readyroom::widgets {

/// The tone in which something that happened is shown: that of the state it led to, Neutral when it is neither good nor
/// bad.
[[nodiscard]] paint::Tone toneOf(const journal::Event &event);

} // namespace readyroom::widgets
