// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/tracepainter.h"

#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>

namespace readyroom::paint {

PlotMap PlotMap::forWindow(const QRectF &plot, double devicePixelRatio, double fromMs, double toMs, double low,
                           double high)
{
    PlotMap map;
    map.plot = plot;
    map.columnsPerPixel = devicePixelRatio;
    const auto count = std::max(1.0, std::floor(plot.width() * devicePixelRatio));
    map.columnMs = (toMs - fromMs) / count;
    map.firstColumn = static_cast<std::int64_t>(std::ceil(toMs / map.columnMs)) - static_cast<std::int64_t>(count);
    map.low = low;
    map.high = high;
    return map;
}

std::int64_t PlotMap::columnCount() const
{
    return static_cast<std::int64_t>(std::max(1.0, std::floor(plot.width() * columnsPerPixel)));
}

double PlotMap::x(double ms) const
{
    return plot.left() + (ms / columnMs - static_cast<double>(firstColumn)) / columnsPerPixel;
}

double PlotMap::y(double value) const
{
    return plot.bottom() - (value - low) / (high - low) * plot.height();
}

double PlotMap::timeAt(double px) const
{
    return ((px - plot.left()) * columnsPerPixel + static_cast<double>(firstColumn)) * columnMs;
}

double PlotMap::valueAt(double py) const
{
    return low + (plot.bottom() - py) / plot.height() * (high - low);
}

void TracePainter::flush(QPainter &painter)
{
    if (m_line.size() == 1) {
        const QPen pen = painter.pen();
        painter.setPen(QPen(pen.color(), 3.0, Qt::SolidLine, Qt::RoundCap));
        painter.drawPoint(m_line.front());
        painter.setPen(pen);
    } else if (m_line.size() > 1) {
        painter.drawPolyline(m_line.data(), static_cast<int>(m_line.size()));
    }
    m_line.clear();
}

void TracePainter::addVertices(const PlotMap &map, const Column &c)
{
    m_line.push_back(map.point(c.first));
    const bool minimumFirst = c.minimum.t <= c.maximum.t;
    const series::Sample &early = minimumFirst ? c.minimum : c.maximum;
    const series::Sample &late = minimumFirst ? c.maximum : c.minimum;
    if (early.t > c.first.t) {
        m_line.push_back(map.point(early));
    }
    if (late.t > early.t && late.t > c.first.t) {
        m_line.push_back(map.point(late));
    }
    if (c.last.t > late.t && c.last.t > c.first.t) {
        m_line.push_back(map.point(c.last));
    }
}

void TracePainter::paint(QPainter &painter, const PlotMap &map, std::span<const Column> columns, const QColor &colour)
{
    if (columns.empty()) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 0.0));
    m_line.clear();
    for (const Column &column : columns) {
        if (!column.connected) {
            flush(painter);
        }
        addVertices(map, column);
    }
    flush(painter);
    painter.restore();
}

} // namespace readyroom::paint
