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
        painter.setPen(QPen(pen.color(), 2 * traceWidth, Qt::SolidLine, Qt::RoundCap));
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

bool isDense(std::span<const Column> columns)
{
    // An extreme strictly between first and last: the column holds three samples at least.
    const auto between = [](const Column &c, const series::Sample &s) { return s.t != c.first.t && s.t != c.last.t; };
    const auto many =
        std::ranges::count_if(columns, [&](const Column &c) { return between(c, c.minimum) || between(c, c.maximum); });
    return static_cast<std::size_t>(many) * 2 > columns.size();
}

void TracePainter::paintLine(QPainter &painter, const PlotMap &map, std::span<const Column> columns,
                             const QColor &colour)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, traceWidth, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    m_line.clear();
    for (const Column &column : columns) {
        if (!column.connected) {
            flush(painter);
        }
        addVertices(map, column);
    }
    flush(painter);
}

void TracePainter::paintBars(QPainter &painter, const PlotMap &map, std::span<const Column> columns,
                             const QColor &colour)
{
    const auto valueAt = [](const series::Sample &a, const series::Sample &b, double ms) {
        const auto t = static_cast<double>(a.t);
        return a.v + (b.v - a.v) * (ms - t) / (static_cast<double>(b.t) - t);
    };
    // A pen of one device pixel is by far the fastest; on a finer screen the rest of a device-independent pixel is
    // added to the ends of the bars, so that a flat stretch does not become a hair.
    const double extra = std::max(0.0, 1.0 - 1.0 / map.columnsPerPixel) / 2;
    m_bars.clear();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column &c = columns[i];
        double low = c.minimum.v;
        double high = c.maximum.v;
        const auto reach = [&](double v) {
            low = std::min(low, v);
            high = std::max(high, v);
        };
        if (c.connected && i > 0) {
            const Column &before = columns[i - 1];
            reach(valueAt(before.last, c.first, static_cast<double>(c.index) * map.columnMs));
            if (c.index - before.index > 1) {
                m_bars.emplace_back(map.point(before.last), map.point(c.first));
            }
        }
        if (i + 1 < columns.size() && columns[i + 1].connected) {
            reach(valueAt(c.last, columns[i + 1].first, static_cast<double>(c.index + 1) * map.columnMs));
        }
        const double x = map.plot.left() + (static_cast<double>(c.index - map.firstColumn) + 0.5) / map.columnsPerPixel;
        m_bars.emplace_back(x, map.y(high) - extra, x, map.y(low) + extra);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(colour, 0.0));
    painter.drawLines(m_bars.data(), static_cast<int>(m_bars.size()));
}

void TracePainter::paint(QPainter &painter, const PlotMap &map, std::span<const Column> columns, const QColor &colour)
{
    if (columns.empty()) {
        return;
    }
    painter.save();
    painter.setBrush(Qt::NoBrush);
    if (isDense(columns)) {
        paintBars(painter, map, columns, colour);
    } else {
        paintLine(painter, map, columns, colour);
    }
    painter.restore();
}

} // namespace readyroom::paint
