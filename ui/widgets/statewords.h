// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "ui/paint/theme.h"

#include <QString>

namespace readyroom::widgets {

/// The tone that a domain state is shown in.
[[nodiscard]] paint::Tone toneOf(fleet::ServiceState state);
[[nodiscard]] paint::Tone toneOf(fleet::EndpointState state);
[[nodiscard]] paint::Tone toneOf(fleet::BreakerState state);
/// Words for people, translated: "critical", "half-open", "not exposed".
[[nodiscard]] QString wordOf(fleet::ServiceState state);
[[nodiscard]] QString wordOf(fleet::EndpointState state);
[[nodiscard]] QString wordOf(fleet::BreakerState state);

} // namespace readyroom::widgets
