// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/checklistcolumns.h"

#include <algorithm>
#include <numeric>

namespace readyroom::readinessui {

using items::ChecklistModel;

std::array<int, ChecklistModel::ColumnCount> checklistColumns(int width, bool owners)
{
    std::array<int, ChecklistModel::ColumnCount> columns{};
    // Half of what a wide window brings goes to the title, the rest to what is measured, asked and owned.
    const int extra = std::max(0, width - 740);
    columns[ChecklistModel::MeasuredColumn] = 124 + std::min(extra / 5, 200);
    columns[ChecklistModel::TargetColumn] = 88 + std::min(extra / 7, 140);
    columns[ChecklistModel::AgeColumn] = 64;
    columns[ChecklistModel::OwnerColumn] = width < 660 || !owners ? 0 : 84 + std::min(extra / 7, 140);
    columns[ChecklistModel::EffortColumn] = 54;
    columns[ChecklistModel::BlocksColumn] = 66;
    if (width < 600) {
        columns[ChecklistModel::MeasuredColumn] = 108;
        columns[ChecklistModel::TargetColumn] = 80;
    }
    const int taken = std::accumulate(columns.begin(), columns.end(), 0);
    columns[ChecklistModel::TitleColumn] = std::max(120, width - taken);
    return columns;
}

} // namespace readyroom::readinessui
