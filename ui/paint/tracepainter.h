// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/m4.h"

#include <QColor>
#include <QLineF>
#include <QPointF>
#include <QRectF>

#include <span>
#include <vector>

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

/// The width of a trace in device-independent pixels.
inline constexpr double traceWidth = 1.5;

/// Draws the columns of one trace. Where most columns hold few samples the trace is a smooth line through the first,
/// lowest, highest and last sample of each column, which lights the pixels that a line through all of them lights.
/// Where most hold many, each column is a bar of one device pixel over exactly the values that such a line passes in
/// it. Lone samples become dots. Clip to the plot beforehand.
class TracePainter final {
public:
    void paint(QPainter &painter, const PlotMap &map, std::span<const Column> columns, const QColor &colour);

private:
    void paintLine(QPainter &painter, const PlotMap &map, std::span<const Column> columns, const QColor &colour);
    void paintBars(QPainter &painter, const PlotMap &map, std::span<const Column> columns, const QColor &colour);
    void flush(QPainter &painter);
    void addVertices(const PlotMap &map, const Column &column);

    std::vector<QPointF> m_line; ///< kept between calls for its memory
    std::vector<QLineF> m_bars;
};

/// Whether paint() draws these columns as bars.
[[nodiscard]] bool isDense(std::span<const Column> columns);

} // namespace readyroom::paint
