// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>
#include <vector>

namespace readyroom::journalui {

/// Where the rows of a list that is grouped by day stand, in content coordinates: each day has a header line, and all
/// rows are of one height. Pure arithmetic: a million rows cost no more than their days.
class DayLayout final {
public:
    static constexpr int rowHeight = 32;
    static constexpr int headerHeight = 40;

    DayLayout() = default;
    /// The number of rows of each day, none zero.
    explicit DayLayout(const std::vector<int> &rowsOfDays);

    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] int days() const { return static_cast<int>(m_days.size()); }
    [[nodiscard]] int firstRow(int day) const { return m_days.at(static_cast<std::size_t>(day)).first; }
    [[nodiscard]] int headerTop(int day) const { return m_days.at(static_cast<std::size_t>(day)).top; }
    [[nodiscard]] int rowTop(int row) const;
    /// Whether the row is the first of its day.
    [[nodiscard]] bool isFirstOfDay(int row) const;
    /// The row at this height; absent on a header and beyond the ends.
    [[nodiscard]] std::optional<int> rowAt(int y) const;
    /// First and last row that touch this span; first > last when none does.
    [[nodiscard]] std::pair<int, int> rowsBetween(int top, int bottom) const;

private:
    struct Day {
        int first = 0;
        int size = 0;
        int top = 0; ///< of the header
    };
    [[nodiscard]] const Day &dayOfRow(int row) const;
    [[nodiscard]] const Day *dayAt(int y) const;

    std::vector<Day> m_days;
    int m_count = 0;
    int m_height = 0;
};

} // namespace readyroom::journalui
