// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/event.h"

namespace readyroom::storage {

/// The event that a program records before it polls for the first time. `fleet` is the file or address it watches.
[[nodiscard]] journal::Event startedEvent(const QString &program, const QString &fleet, Timestamp at);

} // namespace readyroom::storage
