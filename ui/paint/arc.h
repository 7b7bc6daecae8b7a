// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPointF>
#include <QRectF>

class QPainter;

/// The arc of gauges and dials: 240° of a circle, open at the bottom. Places on it are shares, 0 at its left end and 1
/// at its right end.
namespace readyroom::paint {

inline constexpr double arcStart = 210.0; ///< degrees, counter-clockwise from three o'clock
inline constexpr double arcSweep = 240.0;
inline constexpr double arcWidth = 9.0;
/// How much of the height of the circle the arc takes, its round ends included.
inline constexpr double arcHeight = 0.80;

/// Strokes the part from share `from` to `to`; `circle` goes through the middle of the stroke.
void strokeArc(QPainter &painter, const QRectF &circle, double from, double to, const QColor &colour,
               double width = arcWidth, Qt::PenCapStyle cap = Qt::RoundCap);

/// The point at `share` on the circle of this radius.
[[nodiscard]] QPointF arcPoint(const QPointF &centre, double radius, double share);

} // namespace readyroom::paint
