// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/checklistmodel.h"

#include <array>

namespace readyroom::readinessui {

/// How wide each column of the checklist is in a table of this width; 0: there is no room for it, and it is told in the
/// details. The title takes what is left. Without `owners` no item of the profile has one.
[[nodiscard]] std::array<int, items::ChecklistModel::ColumnCount> checklistColumns(int width, bool owners = true);

} // namespace readyroom::readinessui
