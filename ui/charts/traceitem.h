// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotmodel.h"

#include <QGraphicsItem>

namespace readyroom::charts {

/// Draws all traces of a plot.
class TraceItem final : public QGraphicsItem {
public:
    TraceItem(const PlotModel &model, const paint::Theme &theme);

    [[nodiscard]] QRectF boundingRect() const override { return m_model.map().plot; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
    /// To be called before the plot changes its place.
    void willMove() { prepareGeometryChange(); }

private:
    const PlotModel &m_model;
    const paint::Theme &m_theme;
    paint::TracePainter m_painter;
};

} // namespace readyroom::charts
