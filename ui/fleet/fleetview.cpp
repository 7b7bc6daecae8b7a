// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/fleetview.h"

#include "models/items/fleetmodel.h"
#include "models/items/fleetsortmodel.h"
#include "ui/fleet/tiledelegate.h"
#include "ui/page/slimscrollbars.h"
#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace readyroom::fleetui {

using namespace Qt::StringLiterals;

FleetView::FleetView(const widgets::ThemeSource &themes, items::FleetSortModel &services, QWidget *parent)
    : QuietListView(parent)
    , m_themes(themes)
    , m_services(services)
    , m_delegate(new TileDelegate(themes, this))
{
    setObjectName(u"fleetView"_s);
    setAccessibleName(tr("Services"));
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(m_delegate);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setAutoFillBackground(false);
    setModel(&services);
    page::slimScrollBars(*this, themes);
    connect(&services, &QAbstractItemModel::layoutChanged, this, [this] { scheduleDelayedItemsLayout(); });
    connect(&services, &QAbstractItemModel::rowsRemoved, this, [this] { scheduleDelayedItemsLayout(); });
    connect(&services, &QAbstractItemModel::rowsMoved, this, [this] { scheduleDelayedItemsLayout(); });
    connect(&themes, &widgets::ThemeSource::changed, this, [this] { viewport()->update(); });
}

void FleetView::setNow(Timestamp now)
{
    m_delegate->setNow(now);
    viewport()->update();
}

void FleetView::layOut()
{
    std::vector<int> sizes;
    QString group;
    for (int row = 0; row < m_services.rowCount(); ++row) {
        const QString name = m_services.groupOf(row);
        if (row == 0 || name != group) {
            sizes.push_back(0);
            group = name;
        }
        ++sizes.back();
    }
    m_layout = TileLayout(std::move(sizes), viewport()->width());
}

void FleetView::doItemsLayout()
{
    layOut();
    QAbstractItemView::doItemsLayout();
    updateGeometries();
    viewport()->update();
}

void FleetView::updateGeometries()
{
    const int page = viewport()->height();
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(TileLayout::tileHeight / 2);
    verticalScrollBar()->setRange(0, std::max(0, m_layout.height() - page));
    QAbstractItemView::updateGeometries();
}

void FleetView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    doItemsLayout();
}

int FleetView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect FleetView::visualRect(const QModelIndex &index) const
{
    return index.isValid() ? m_layout.tile(index.row()).translated(0, -verticalOffset()) : QRect();
}

QModelIndex FleetView::indexAt(const QPoint &point) const
{
    const std::optional<int> row = m_layout.rowAt(point + QPoint(0, verticalOffset()));
    return row && *row < m_services.rowCount() ? m_services.index(*row, 0) : QModelIndex();
}

void FleetView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const QRect tile = m_layout.tile(index.row());
    if (!index.isValid() || tile.isNull()) {
        return;
    }
    const int page = viewport()->height();
    // The header of the group comes along when the first line of a group is wanted.
    const int top = tile.top() - TileLayout::headerHeight;
    QScrollBar *bar = verticalScrollBar();
    if (hint == PositionAtCenter) {
        bar->setValue(tile.center().y() - page / 2);
    } else if (hint == PositionAtTop || top < bar->value()) {
        bar->setValue(top);
    } else if (hint == PositionAtBottom || tile.bottom() + 16 > bar->value() + page) {
        bar->setValue(tile.bottom() + 16 - page);
    }
}

QModelIndex FleetView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int count = std::min(m_layout.count(), m_services.rowCount());
    if (count == 0) {
        return {};
    }
    if (!currentIndex().isValid()) {
        return m_services.index(0, 0);
    }
    int row = currentIndex().row();
    const int linesInPage = std::max(1, viewport()->height() / TileLayout::tileHeight);
    switch (action) {
    case MoveUp:
        row = m_layout.lineStep(row, -1);
        break;
    case MoveDown:
        row = m_layout.lineStep(row, 1);
        break;
    case MoveLeft:
    case MovePrevious:
        row = std::max(0, row - 1);
        break;
    case MoveRight:
    case MoveNext:
        row = std::min(count - 1, row + 1);
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = count - 1;
        break;
    case MovePageUp:
    case MovePageDown:
        for (int i = 0; i < linesInPage; ++i) {
            row = m_layout.lineStep(row, action == MovePageUp ? -1 : 1);
        }
        break;
    }
    return m_services.index(row, 0);
}

void FleetView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    if (const QModelIndex index = indexAt(rect.center()); index.isValid()) {
        selectionModel()->select(index, flags);
    }
}

QRegion FleetView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QModelIndex &index : selection.indexes()) {
        region += visualRect(index);
    }
    return region;
}

void FleetView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_themes.theme().background);
    const QRect exposed = event->rect().translated(0, verticalOffset());
    for (int group = 0; group < m_layout.groups(); ++group) {
        if (m_layout.header(group).intersects(exposed)) {
            paintHeader(painter, group);
        }
    }
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QStyle::State rest = option.state & ~(QStyle::State_HasFocus | QStyle::State_MouseOver);
    const TileLayout::Rows rows = m_layout.rowsBetween(exposed.top(), exposed.bottom());
    for (int row = rows.first; row <= std::min(rows.last, m_services.rowCount() - 1); ++row) {
        const QModelIndex index = m_services.index(row, 0);
        option.rect = visualRect(index);
        option.state = rest;
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
        option.state.setFlag(QStyle::State_MouseOver, viewport()->underMouse() && option.rect.contains(pointer));
        m_delegate->paint(&painter, option, index);
    }
}

void FleetView::paintHeader(QPainter &painter, int group) const
{
    if (m_layout.firstRow(group) >= m_services.rowCount()) {
        return;
    }
    const paint::Theme &theme = m_themes.theme();
    const QRect box = m_layout.header(group).translated(0, -verticalOffset());
    painter.setFont(paint::font(paint::TextSize::Small));
    painter.setPen(theme.mutedText);
    const QFontMetrics metrics = painter.fontMetrics();
    const QString name =
        metrics.elidedText(m_services.groupOf(m_layout.firstRow(group)), Qt::ElideRight, box.width() / 2);
    painter.drawText(box.adjusted(0, 0, 0, -8), Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine, name);
    const int y = box.bottom() - 8 - metrics.ascent() / 2 + 1;
    painter.setPen(theme.hairline);
    painter.drawLine(box.left() + metrics.horizontalAdvance(name) + 10, y, box.right(), y);
}

void FleetView::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
    const QString text = event->text();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT activated(currentIndex());
        return;
    }
    if (plain && text.size() == 1 && (text.at(0).isLetterOrNumber() || text.at(0) == u'/')) {
        Q_EMIT typed(text == "/"_L1 ? QString() : text);
        return;
    }
    // Space is the window's: it pauses.
    if (event->key() == Qt::Key_Space) {
        event->ignore();
        return;
    }
    QAbstractItemView::keyPressEvent(event);
}

void FleetView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    scheduleDelayedItemsLayout();
}

void FleetView::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
}

void FleetView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    if (roles.isEmpty() || roles.contains(items::FleetModel::StateRole)) {
        // A group's name may change without a row changing its place.
        scheduleDelayedItemsLayout();
    }
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
}

} // namespace readyroom::fleetui
