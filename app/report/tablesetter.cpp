// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/tablesetter.h"

#include "ui/paint/resultmark.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace readyroom::report {

using paint::TextSize;
using paint::Tone;
using paint::Weight;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

constexpr double columnGap = 10.0;
constexpr double padding = 5.0; ///< over and under the text of a row
constexpr double markSide = 10.0;
constexpr double markRoom = 15.0;
constexpr double titleGap = 14.0; ///< over the title of a table

} // namespace

TableSetter::TableSetter(Pages &pages, const Table &table, const paint::Theme &theme)
    : m_pages(pages)
    , m_table(table)
    , m_theme(theme)
{
    double shares = 0.0;
    for (const Column &column : table.columns) {
        shares += column.share;
    }
    const double all = pages.width() - columnGap * double(table.columns.size() - 1);
    double left = 0.0;
    for (const Column &column : table.columns) {
        m_left.push_back(left);
        m_width.push_back(all * column.share / shares);
        left += m_width.back() + columnGap;
    }
}

TableSetter::SetCell TableSetter::cellOf(const Cell &cell, std::size_t column) const
{
    const bool right = m_table.columns[column].numeric;
    const QColor colour = cell.mark ? m_theme.textOf(paint::toneOf(*cell.mark)) : m_theme.text;
    const double width = m_width[column] - (cell.mark ? markRoom : 0.0);
    SetCell set{
        .lines = setText(cell.text,
                         {.weight = cell.strong ? Weight::Strong : Weight::Regular, .colour = colour, .right = right},
                         width),
        .mark = cell.mark};
    for (const QString &more : cell.more) {
        const SetLines lines =
            setText(more, {.size = TextSize::Small, .colour = m_theme.mutedText, .right = right}, width);
        set.lines.insert(set.lines.end(), lines.begin(), lines.end());
    }
    return set;
}

TableSetter::SetRow TableSetter::rowOf(const Row &row) const
{
    SetRow set;
    for (std::size_t i = 0; i < row.size(); ++i) {
        set.push_back(cellOf(row[i], i));
    }
    return set;
}

double TableSetter::heightOf(const SetRow &row)
{
    double height = 0.0;
    for (const SetCell &cell : row) {
        height = std::max(height, report::heightOf(cell.lines));
    }
    return height + 2 * padding;
}

SetLines TableSetter::title(bool again) const
{
    if (m_table.title.isEmpty()) {
        return {};
    }
    const QString text = again ? Words::tr("%1, continued").arg(m_table.title) : m_table.title;
    return setText(text, {.weight = Weight::Strong, .colour = m_theme.mutedText}, m_pages.width());
}

TableSetter::SetRow TableSetter::head() const
{
    SetRow row;
    for (std::size_t i = 0; i < m_table.columns.size(); ++i) {
        const Column &column = m_table.columns[i];
        const TypeStyle style{.size = TextSize::Small, .colour = m_theme.mutedText, .right = column.numeric};
        row.push_back({.lines = setText(column.title, style, m_width[i])});
    }
    return row;
}

double TableSetter::beginning() const
{
    const double row = m_table.rows.empty() ? 0.0 : heightOf(rowOf(m_table.rows.front()));
    const double named = m_table.title.isEmpty() ? 0.0 : titleGap + report::heightOf(title(false));
    return named + heightOf(head()) + std::min(row, m_pages.height() / 3);
}

void TableSetter::set()
{
    m_pages.keep(beginning());
    setHead(false);
    for (const Row &row : m_table.rows) {
        setRow(rowOf(row));
    }
}

void TableSetter::setHead(bool again)
{
    if (const SetLines lines = title(again); !lines.empty()) {
        m_pages.gap(titleGap);
        m_pages.put([lines, y = m_pages.y()](QPainter &painter) { drawLines(painter, {0.0, y}, lines); });
        m_pages.advance(report::heightOf(lines));
    }
    SetRow row = head();
    m_pages.advance(setSlice(row, m_pages.room()));
    rule();
}

void TableSetter::setRow(SetRow row)
{
    const double whole = heightOf(row);
    if (whole > m_pages.room() && m_pages.y() > 0.0) {
        turn();
    }
    m_pages.advance(setSlice(row, m_pages.room()));
    while (!isDone(row)) {
        turn();
        m_pages.advance(setSlice(row, m_pages.room()));
    }
    rule();
}

void TableSetter::turn()
{
    m_pages.turn();
    setHead(true);
}

bool TableSetter::isDone(const SetRow &row)
{
    return std::ranges::all_of(row, [](const SetCell &cell) { return cell.done == cell.lines.size(); });
}

double TableSetter::setSlice(SetRow &row, double room)
{
    double deepest = 0.0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        SetCell &cell = row[i];
        const double left = m_left[i] + (cell.mark ? markRoom : 0.0);
        if (cell.mark && cell.done == 0) {
            setMark(*cell.mark, m_left[i], cell.lines.empty() ? 0.0 : cell.lines.front().height);
        }
        double depth = 0.0;
        // At least one line, so that even what is taller than a page comes to an end.
        while (cell.done < cell.lines.size()
               && (depth == 0.0 || depth + cell.lines[cell.done].height + 2 * padding <= room)) {
            const SetLine &line = cell.lines[cell.done++];
            m_pages.put([line, at = QPointF(left, m_pages.y() + padding + depth)](QPainter &painter) {
                drawLine(painter, at, line);
            });
            depth += line.height;
        }
        deepest = std::max(deepest, depth);
    }
    return deepest + 2 * padding;
}

void TableSetter::setMark(readiness::ItemResult mark, double left, double lineHeight)
{
    const QRectF box(left, m_pages.y() + padding + (lineHeight - markSide) / 2, markSide, markSide);
    m_pages.put([box, mark, theme = &m_theme](QPainter &painter) { paint::paintResult(painter, box, mark, *theme); });
}

void TableSetter::rule()
{
    const QLineF line(0.0, m_pages.y(), m_pages.width(), m_pages.y());
    m_pages.put([line, colour = m_theme.hairline](QPainter &painter) {
        painter.setPen(QPen(colour, 0.75));
        painter.drawLine(line);
    });
}

} // namespace readyroom::report
