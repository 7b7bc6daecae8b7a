// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QByteArray>

namespace readyroom::ctl {

/// The stable JSON of `readyroomctl status --output json`: one object on one line, without a newline at its end.
/// Missing values are null, never 0. Keys keep the order of the documentation.
[[nodiscard]] QByteArray statusJson(const fleet::FleetSnapshot &snapshot);

} // namespace readyroom::ctl
