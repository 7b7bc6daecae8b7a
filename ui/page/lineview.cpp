// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/lineview.h"

#include "ui/page/linedelegate.h"
#include "ui/widgets/themesource.h"

#include <QKeyEvent>

namespace readyroom::page {

LineView::LineView(const widgets::ThemeSource &themes, const QString &accessibleName, QWidget *parent)
    : QuietListView(parent)
    , m_delegate(new LineDelegate(themes, this))
{
    setAccessibleName(accessibleName);
    setModel(&m_lines);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setResizeMode(Adjust);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(&m_lines, &QAbstractItemModel::rowsInserted, this, &LineView::fit);
    connect(&m_lines, &QAbstractItemModel::rowsRemoved, this, &LineView::fit);
    connect(&m_lines, &QAbstractItemModel::dataChanged, this, &LineView::fit);
    connect(this, &QAbstractItemView::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT chosen(index.data(items::LineModel::KeyRole).toString()); });
    connect(&themes, &widgets::ThemeSource::changed, this, [this] { viewport()->update(); });
}

void LineView::setLines(std::vector<items::Line> lines)
{
    m_lines.setLines(std::move(lines));
}

QSize LineView::sizeHint() const
{
    int height = 0;
    for (int row = 0; row < m_lines.rowCount(); ++row) {
        height += m_delegate->heightFor(m_lines.index(row), viewport()->width());
    }
    return {160, height};
}

void LineView::fit()
{
    scheduleDelayedItemsLayout();
    updateGeometry();
}

void LineView::resizeEvent(QResizeEvent *event)
{
    const bool narrower = event->size().width() != event->oldSize().width();
    QuietListView::resizeEvent(event);
    if (narrower) {
        fit();
    }
}

void LineView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentIndex().isValid()) {
            Q_EMIT chosen(currentIndex().data(items::LineModel::KeyRole).toString());
        }
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
        QuietListView::keyPressEvent(event);
        return;
    default:
        event->ignore();
    }
}

void LineView::wheelEvent(QWheelEvent *event)
{
    // The card around it scrolls.
    event->ignore();
}

} // namespace readyroom::page
