// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/daylayout.h"

#include <algorithm>

namespace readyroom::journalui {

DayLayout::DayLayout(const std::vector<int> &rowsOfDays)
{
    for (const int size : rowsOfDays) {
        m_days.push_back({m_count, size, m_height});
        m_count += size;
        m_height += headerHeight + size * rowHeight;
    }
}

const DayLayout::Day &DayLayout::dayOfRow(int row) const
{
    const auto after = std::ranges::upper_bound(m_days, row, {}, &Day::first);
    return *(after - 1);
}

const DayLayout::Day *DayLayout::dayAt(int y) const
{
    const auto after = std::ranges::upper_bound(m_days, y, {}, &Day::top);
    return after == m_days.begin() ? nullptr : &*(after - 1);
}

int DayLayout::rowTop(int row) const
{
    if (row < 0 || row >= m_count) {
        return m_height;
    }
    const Day &day = dayOfRow(row);
    return day.top + headerHeight + (row - day.first) * rowHeight;
}

bool DayLayout::isFirstOfDay(int row) const
{
    return row >= 0 && row < m_count && dayOfRow(row).first == row;
}

std::optional<int> DayLayout::rowAt(int y) const
{
    const Day *day = dayAt(y);
    if (day == nullptr || y < day->top + headerHeight) {
        return std::nullopt;
    }
    const int row = (y - day->top - headerHeight) / rowHeight;
    return row < day->size ? std::optional(day->first + row) : std::nullopt;
}

std::pair<int, int> DayLayout::rowsBetween(int top, int bottom) const
{
    if (m_count == 0 || bottom < 0 || top >= m_height) {
        return {0, -1};
    }
    const auto near = [this](int y) {
        const Day *day = dayAt(std::max(0, y));
        const int row = (std::max(0, y) - day->top - headerHeight) / rowHeight;
        return day->first + std::clamp(row, 0, day->size - 1);
    };
    return {near(top), near(bottom)};
}

} // namespace readyroom::journalui
