// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/trendline.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace readyroom::readinessui {

void paintTrend(QPainter &painter, const QRectF &box, const items::ChecklistRow::Points &points, const QColor &colour)
{
    double low = 0.0;
    double high = 0.0;
    for (const auto &[at, value] : points) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    if (points.empty()) {
        return;
    }
    // Some room above, so that a steady value stands beside its figure and not over it.
    high *= 1.4;
    const QRectF plot = box.adjusted(1, 1, -1, -1);
    const auto first = static_cast<double>(toMillis(points.front().first));
    const auto span = std::max(1.0, static_cast<double>(toMillis(points.back().first)) - first);
    const double scale = high > low ? plot.height() / (high - low) : 0.0;
    QPainterPath path;
    bool open = false;
    for (const auto &[at, value] : points) {
        if (!std::isfinite(value)) {
            open = false;
            continue;
        }
        const double share = points.size() == 1 ? 1.0 : (static_cast<double>(toMillis(at)) - first) / span;
        const QPointF point(plot.left() + share * plot.width(), plot.bottom() - (value - low) * scale);
        if (open) {
            path.lineTo(point);
        } else {
            path.moveTo(point);
            // A point without neighbours shows as a dot.
            path.lineTo(point + QPointF(0.01, 0));
        }
        open = true;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

} // namespace readyroom::readinessui
