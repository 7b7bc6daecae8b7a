// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/arc.h"

#include <QPainter>

#include <cmath>
#include <numbers>

namespace readyroom::paint {

void strokeArc(QPainter &painter, const QRectF &circle, double from, double to, const QColor &colour, double width,
               Qt::PenCapStyle cap)
{
    if (to <= from) {
        return;
    }
    painter.setPen(QPen(colour, width, Qt::SolidLine, cap));
    painter.drawArc(circle, static_cast<int>(std::lround((arcStart - arcSweep * from) * 16)),
                    static_cast<int>(std::lround(-arcSweep * (to - from) * 16)));
}

QPointF arcPoint(const QPointF &centre, double radius, double share)
{
    const double angle = (arcStart - arcSweep * share) * std::numbers::pi / 180.0;
    return centre + QPointF(radius * std::cos(angle), -radius * std::sin(angle));
}

} // namespace readyroom::paint
