// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

namespace readyroom::load {

/// Sees to it that this process may open `connections` more files: the soft limit is often 1024, of which the polls may
/// hold half, so it is raised for the whole process as far as needed. Kind::Limit when the hard limit forbids it.
[[nodiscard]] Result<void> makeRoomForConnections(int connections);

} // namespace readyroom::load
