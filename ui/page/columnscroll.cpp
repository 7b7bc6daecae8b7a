// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/columnscroll.h"

#include "ui/page/slimscrollbars.h"

#include <QAbstractItemView>

namespace readyroom::page {

ColumnScroll::ColumnScroll(const widgets::ThemeSource &themes, QWidget *content, QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(content);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    slimScrollBars(*this, themes);
    for (QAbstractItemView *view : content->findChildren<QAbstractItemView *>()) {
        connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this,
                [this, view](const QModelIndex &current) {
                    if (current.isValid() && view->hasFocus()) {
                        const QRect row = view->visualRect(current);
                        const QPoint centre = view->viewport()->mapTo(widget(), row.center());
                        ensureVisible(centre.x(), centre.y(), 0, row.height() / 2 + 8);
                    }
                });
    }
}

void ColumnScroll::resizeEvent(QResizeEvent *event)
{
    widget()->setMaximumWidth(width() - gutter);
    QScrollArea::resizeEvent(event);
}

} // namespace readyroom::page
