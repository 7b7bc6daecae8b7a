// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/tilelayout.h"

#include <algorithm>

namespace readyroom::fleetui {

namespace {

constexpr int margin = 16;
constexpr int gap = 12;
constexpr int groupGap = 8;
/// Below this width four figures get crowded; the minimum is only for windows that are narrower still.
constexpr int comfortableWidth = 256;

} // namespace

TileLayout::TileLayout(std::vector<int> groupSizes, int width)
    : m_width(std::max(width - 2 * margin, minimumWidth))
{
    m_columns = std::max(1, (m_width + gap) / (comfortableWidth + gap));
    int top = 0;
    for (const int size : groupSizes) {
        const Group group{m_count, size, top};
        m_groups.push_back(group);
        m_count += size;
        top = tilesTop(group) + lines(group) * (tileHeight + gap) + groupGap;
    }
    m_height = m_groups.empty() ? 0 : top - groupGap - gap + margin;
}

const TileLayout::Group &TileLayout::groupOf(int row) const
{
    const auto next = std::upper_bound(m_groups.begin(), m_groups.end(), row,
                                       [](int wanted, const Group &group) { return wanted < group.first; });
    return *std::prev(next);
}

QRect TileLayout::tile(int row) const
{
    if (row < 0 || row >= m_count) {
        return {};
    }
    const Group &group = groupOf(row);
    const int column = (row - group.first) % m_columns;
    const int line = (row - group.first) / m_columns;
    // Edges come from one division, so that the columns fill the width to the pixel.
    const int left = margin + column * (m_width + gap) / m_columns;
    const int right = margin + (column + 1) * (m_width + gap) / m_columns - gap;
    return {left, tilesTop(group) + line * (tileHeight + gap), right - left, tileHeight};
}

QRect TileLayout::header(int group) const
{
    return {margin, m_groups.at(static_cast<std::size_t>(group)).top, m_width, headerHeight};
}

std::optional<int> TileLayout::rowAt(const QPoint &point) const
{
    const Rows rows = rowsBetween(point.y(), point.y());
    for (int row = rows.first; row <= rows.last; ++row) {
        if (tile(row).contains(point)) {
            return row;
        }
    }
    return std::nullopt;
}

TileLayout::Rows TileLayout::rowsBetween(int top, int bottom) const
{
    Rows rows{m_count, -1};
    for (const Group &group : m_groups) {
        const int start = tilesTop(group);
        if (start > bottom) {
            break;
        }
        const int pitch = tileHeight + gap;
        const int firstLine = std::max(0, (top - start) / pitch);
        const int lastLine = std::min(lines(group) - 1, (bottom - start) / pitch);
        if (firstLine > lastLine) {
            continue;
        }
        rows.first = std::min(rows.first, group.first + firstLine * m_columns);
        rows.last =
            std::max(rows.last, std::min(group.first + group.size, group.first + (lastLine + 1) * m_columns) - 1);
    }
    return rows;
}

int TileLayout::lineStep(int row, int direction) const
{
    const Group &group = groupOf(row);
    const int column = (row - group.first) % m_columns;
    const int line = (row - group.first) / m_columns + direction;
    const auto inLine = [this, column](const Group &g, int wanted) {
        return std::min(g.first + wanted * m_columns + column, g.first + g.size - 1);
    };
    if (line >= 0 && line < lines(group)) {
        return inLine(group, line);
    }
    const Group *other = &group + direction;
    if (other < m_groups.data() || other >= m_groups.data() + m_groups.size()) {
        return row;
    }
    return inLine(*other, direction > 0 ? 0 : lines(*other) - 1);
}

} // namespace readyroom::fleetui
