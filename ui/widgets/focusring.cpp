// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/focusring.h"

#include "ui/paint/typography.h"

#include <QAbstractButton>
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

void paintFlatButton(QPainter &painter, const QAbstractButton &button, const paint::Theme &theme)
{
    const QRectF box(button.rect());
    if (button.isChecked() || button.underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(button.isChecked() ? theme.selection : theme.hover);
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), paint::space::controlRadius, paint::space::controlRadius);
    }
    if (button.hasFocus()) {
        paintFocusRing(painter, box, paint::space::controlRadius, theme);
    }
}

} // namespace readyroom::widgets
