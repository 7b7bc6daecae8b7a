// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/focusring.h"

#include <QPainter>

namespace readyroom::widgets {

void paintFocusRing(QPainter &painter, const QRectF &box, double radius, const paint::Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.focus, 2.0));
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

} // namespace readyroom::widgets
