// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tableview.h"

#include "ui/page/slimscrollbars.h"
#include "ui/paint/typography.h"
#include "ui/widgets/tableheader.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <numeric>

namespace readyroom::page {

TableView::TableView(const widgets::ThemeSource &themes, QWidget *parent)
    : QTableView(parent)
{
    setHorizontalHeader(new widgets::TableHeader(themes, this));
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(paint::space::row);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setFont(paint::font(paint::TextSize::Body));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollMode(ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    slimScrollBars(*this, themes);
}

void TableView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    const auto refit = [this] { updateGeometry(); };
    connect(model, &QAbstractItemModel::rowsInserted, this, refit);
    connect(model, &QAbstractItemModel::rowsRemoved, this, refit);
    connect(model, &QAbstractItemModel::columnsInserted, this, &TableView::applyWidths);
    connect(model, &QAbstractItemModel::columnsRemoved, this, &TableView::applyWidths);
}

void TableView::setColumnWidths(std::vector<ColumnWidth> widths)
{
    m_widths = std::move(widths);
    applyWidths();
}

QSize TableView::sizeHint() const
{
    const int rows = model() == nullptr ? 0 : model()->rowCount();
    const int bar = horizontalScrollBar()->maximum() > 0 ? horizontalScrollBar()->sizeHint().height() : 0;
    return {480, horizontalHeader()->sizeHint().height() + rows * paint::space::row + bar};
}

void TableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    applyWidths();
}

void TableView::applyWidths()
{
    int fixed = 0;
    int shares = 0;
    for (const ColumnWidth &width : m_widths) {
        fixed += width.pixels;
        shares += width.share;
    }
    const int columns = std::min(static_cast<int>(m_widths.size()), horizontalHeader()->count());
    // A little too narrow: all columns give way alike. Far too narrow: they keep their width, and the table scrolls.
    const int room = viewport()->width();
    const double squeeze = fixed > room && room > fixed * 3 / 4 ? double(room) / fixed : 1.0;
    int left = std::max(0, room - fixed);
    std::vector<int> pixels;
    for (const ColumnWidth &width : m_widths) {
        const int part = shares > 0 ? left * width.share / shares : 0;
        left -= part;
        shares -= width.share;
        pixels.push_back(static_cast<int>(width.pixels * squeeze) + part);
    }
    if (squeeze < 1.0) {
        // What rounding left over; else the header would end before the table does.
        pixels.front() += room - std::accumulate(pixels.begin(), pixels.end(), 0);
    }
    for (int i = 0; i < columns; ++i) {
        setColumnWidth(i, pixels[static_cast<std::size_t>(i)]);
    }
    updateGeometry();
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column) {
            cells += model()->index(currentIndex().row(), column).data().toString();
        }
        QGuiApplication::clipboard()->setText(cells.join(u'\t'));
        return;
    }
    // Space is the window's: it pauses.
    if (event->key() == Qt::Key_Space) {
        event->ignore();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace readyroom::page
