// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>

#include <optional>
#include <vector>

namespace readyroom::fleetui {

/// Where the tiles of a grouped list stand, in content coordinates: groups below each other, each with a header line,
/// and in each as many columns of one width as fit. Pure arithmetic: a thousand tiles cost nothing to lay out.
class TileLayout final {
public:
    static constexpr int minimumWidth = 232;
    static constexpr int tileHeight = 132;
    static constexpr int headerHeight = 28;

    TileLayout() = default;
    /// `groupSizes` holds the number of tiles of each group, none zero; `width` is that of the viewport.
    TileLayout(std::vector<int> groupSizes, int width);

    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] int groups() const { return static_cast<int>(m_groups.size()); }
    /// First row of the group.
    [[nodiscard]] int firstRow(int group) const { return m_groups.at(static_cast<std::size_t>(group)).first; }

    [[nodiscard]] QRect tile(int row) const;
    [[nodiscard]] QRect header(int group) const;
    /// The row under a point, absent between tiles.
    [[nodiscard]] std::optional<int> rowAt(const QPoint &point) const;

    struct Rows {
        int first = 0;
        int last = -1; ///< inclusive; below `first` when none
    };
    /// The rows that may touch this vertical span.
    [[nodiscard]] Rows rowsBetween(int top, int bottom) const;

    /// The row in the same column one line of tiles up (-1) or down (+1), across groups; `row` itself at the ends.
    [[nodiscard]] int lineStep(int row, int direction) const;

private:
    struct Group {
        int first = 0;
        int size = 0;
        int top = 0; ///< of the header
    };

    [[nodiscard]] const Group &groupOf(int row) const;
    [[nodiscard]] int tilesTop(const Group &group) const { return group.top + headerHeight; }
    [[nodiscard]] int lines(const Group &group) const { return (group.size + m_columns - 1) / m_columns; }

    std::vector<Group> m_groups;
    int m_count = 0;
    int m_columns = 1;
    int m_width = 0;
    int m_height = 0;
};

} // namespace readyroom::fleetui
