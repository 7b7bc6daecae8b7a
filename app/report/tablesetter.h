// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/content.h"
#include "app/report/pages.h"
#include "app/report/typesetting.h"
#include "ui/paint/theme.h"

namespace readyroom::report {

/// Sets a table on pages: its columns share the width, cells wrap, its head stands again on each page. A row is never
/// parted, but one that is taller than a page.
class TableSetter final {
public:
    TableSetter(Pages &pages, const Table &table, const paint::Theme &theme);

    /// How much the title, the head and the first row take, to be kept together with what stands over the table.
    [[nodiscard]] double beginning() const;
    void set();

private:
    /// The lines of one cell, and how many of them are set already.
    struct SetCell {
        SetLines lines;
        std::optional<readiness::ItemResult> mark = {};
        std::size_t done = 0;
    };
    using SetRow = std::vector<SetCell>;

    [[nodiscard]] static double heightOf(const SetRow &row);
    [[nodiscard]] static bool isDone(const SetRow &row);
    [[nodiscard]] SetRow rowOf(const Row &row) const;
    [[nodiscard]] SetCell cellOf(const Cell &cell, std::size_t column) const;
    [[nodiscard]] SetRow head() const;
    [[nodiscard]] SetLines title(bool again) const;
    /// Title and column titles, on the first page and `again` on each further one.
    void setHead(bool again);
    void setRow(SetRow row);
    /// Turns the page in the middle of the table.
    void turn();
    /// Sets of each cell what fits in `room`; how much it took.
    double setSlice(SetRow &row, double room);
    void setMark(readiness::ItemResult mark, double left, double lineHeight);
    void rule();

    Pages &m_pages;
    const Table &m_table;
    const paint::Theme &m_theme;
    std::vector<double> m_left; ///< of each column
    std::vector<double> m_width;
};

} // namespace readyroom::report
