// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/quietlistview.h"

#include <QFocusEvent>

namespace readyroom::page {

void QuietListView::focusInEvent(QFocusEvent *event)
{
    const Qt::FocusReason reason = event->reason();
    if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason) {
        QListView::focusInEvent(event);
    } else {
        QAbstractScrollArea::focusInEvent(event);
    }
    viewport()->update();
}

} // namespace readyroom::page
