// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/scale.h"
#include "ui/paint/theme.h"

#include <QGraphicsScene>
#include <QPixmap>
#include <QRectF>
#include <QSize>

#include <memory>

class QCategoryAxis;
class QChart;
class QValueAxis;

namespace readyroom::charts {

/// Frame, grid and value axis of a plot, by Qt Charts. Axes are the costly part of a QChart, so they live in a scene of
/// their own, which is painted into a pixmap only when size, scale or theme change.
class PlotFrame final {
public:
    PlotFrame();
    ~PlotFrame();

    /// Notes what to show. Without labels it is the frame of an empty plot.
    void set(const QSize &size, const QRectF &plot, const paint::Scale &scale, paint::Unit unit, bool labels,
             const paint::Theme &theme);
    /// The frame at a device pixel ratio, painted at most once for it.
    [[nodiscard]] const QPixmap &pixmap(double devicePixelRatio);
    /// Draws it as vectors.
    void paint(QPainter &painter);

private:
    void refresh();

    QGraphicsScene m_scene;
    QChart *m_chart = nullptr;
    QValueAxis *m_timeAxis = nullptr;
    QCategoryAxis *m_valueAxis = nullptr;
    QSize m_size;
    QRectF m_plot;
    paint::Scale m_scale;
    paint::Unit m_unit = paint::Unit::None;
    paint::Theme m_theme;
    QPixmap m_pixmap;
    bool m_labels = true;
    bool m_stale = true;
};

} // namespace readyroom::charts
