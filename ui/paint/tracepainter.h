// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/m4.h"

#include <QColor>
#include <QPointF>
#include <QRectF>

#include <span>

class QPainter;

namespace readyroom::paint {

/// Maps time and value to a rectangle. The window of time is laid on the grid of the columns, so that a column is
/// exactly one (device) pixel wide wherever the window slides.
struct PlotMap {
    QRectF plot; ///< device-independent pixels
    double columnsPerPixel = 1.0; ///< the device pixel ratio
    double columnMs = 1.0; ///< time of one column
    std::int64_t firstColumn = 0; ///< index of the column at the left edge
    double low = 0.0; ///< value at the bottom
    double high = 1.0; ///< value at the top

    /// The columns of a window that ends at `toMs`.
    [[nodiscard]] static PlotMap forWindow(const QRectF &plot, double devicePixelRatio, double fromMs, double toMs,
                                           double low, double high);

    [[nodiscard]] std::int64_t columnCount() const;
    [[nodiscard]] double x(double ms) const;
    [[nodiscard]] double y(double value) const;
    [[nodiscard]] double timeAt(double x) const;
    [[nodiscard]] double valueAt(double y) const;
    [[nodiscard]] QPointF point(const series::Sample &s) const { return {x(static_cast<double>(s.t)), y(s.v)}; }

    bool operator==(const PlotMap &) const = default;
};

/// Draws the columns of one trace. Few samples per column become a smooth line through every sample, many a bar from
/// minimum to maximum in each column, joined to its neighbours; lone samples become dots. Clip to the plot beforehand.
class TracePainter final {
public:
    void paint(QPainter &painter, const PlotMap &map, std::span<const Column> columns, const QColor &colour);

private:
    void flush(QPainter &painter);
    void addVertices(const PlotMap &map, const Column &column);

    std::vector<QPointF> m_line; ///< kept between calls for its memory
};

} // namespace readyroom::paint
