// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/shapes.h"

#include <QPainter>
#include <QPen>

#include <algorithm>

namespace readyroom::paint {

namespace {

QRectF centredSquare(const QRectF &box, double share)
{
    const double side = std::min(box.width(), box.height()) * share;
    return {box.center().x() - side / 2, box.center().y() - side / 2, side, side};
}

QPainterPath polygon(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(points)));
    path.closeSubpath();
    return path;
}

double strokeWidth(const QRectF &box)
{
    return std::clamp(std::min(box.width(), box.height()) * 0.13, 1.2, 3.0);
}

/// The outline inset by half the pen, so that rings are as large as filled shapes.
QRectF ringBox(const QRectF &box)
{
    const double inset = strokeWidth(box) / 2;
    return centredSquare(box, 0.86).adjusted(inset, inset, -inset, -inset);
}

void paintUnknown(QPainter &painter, const QRectF &box, const QColor &colour)
{
    const double width = strokeWidth(box);
    const QRectF ring = ringBox(box);
    QPen pen(colour, width, Qt::CustomDashLine, Qt::FlatCap);
    // Eight dashes around the ring, whatever its size: dash lengths are in units of the pen width.
    const double unit = 3.14159265358979 * ring.width() / width / 8.0;
    pen.setDashPattern({unit * 0.55, unit * 0.45});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(ring);
}

void paintStale(QPainter &painter, const QRectF &box, const QColor &colour)
{
    const QRectF ring = ringBox(box);
    const QPointF centre = ring.center();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, strokeWidth(box), Qt::SolidLine, Qt::RoundCap));
    painter.drawEllipse(ring);
    painter.drawLine(centre, centre - QPointF(0, ring.height() * 0.30));
    painter.drawLine(centre, centre + QPointF(ring.width() * 0.22, ring.height() * 0.10));
}

void paintHalfOpen(QPainter &painter, const QRectF &box, const QColor &colour)
{
    const QRectF ring = ringBox(box);
    painter.setPen(QPen(colour, strokeWidth(box)));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(ring);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPie(ring, 90 * 16, 180 * 16);
}

} // namespace

QPainterPath shapePath(Tone tone, const QRectF &box)
{
    switch (tone) {
    case Tone::Warning: {
        const QRectF r = centredSquare(box, 0.92);
        const double drop = r.height() * 0.04;
        return polygon(
            {{r.center().x(), r.top() + drop}, {r.right(), r.bottom() - drop}, {r.left(), r.bottom() - drop}});
    }
    case Tone::Critical: {
        const QRectF r = centredSquare(box, 1.0);
        return polygon({{r.center().x(), r.top()},
                        {r.right(), r.center().y()},
                        {r.center().x(), r.bottom()},
                        {r.left(), r.center().y()}});
    }
    default: {
        QPainterPath path;
        path.addEllipse(centredSquare(box, 0.86));
        return path;
    }
    }
}

void paintShape(QPainter &painter, const QRectF &box, Tone tone, const Theme &theme)
{
    const QColor colour = theme.fill(tone);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    switch (tone) {
    case Tone::Unknown:
        paintUnknown(painter, box, colour);
        break;
    case Tone::Stale:
        paintStale(painter, box, colour);
        break;
    case Tone::HalfOpen:
        paintHalfOpen(painter, box, colour);
        break;
    default:
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPath(shapePath(tone, box));
    }
    painter.restore();
}

} // namespace readyroom::paint
