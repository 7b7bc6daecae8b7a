// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotmodel.h"

#include <QGraphicsItem>

namespace readyroom::charts {

/// Draws what lies over the traces: spans, thresholds, markers, the times below, the crosshair and the empty sentence.
class OverlayItem final : public QGraphicsItem {
public:
    OverlayItem(const PlotModel &model, const paint::Theme &theme);

    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void setBounds(const QRectF &bounds);
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
    /// The marker within a few pixels of `x`, or null.
    [[nodiscard]] const Marker *markerAt(double x) const;

private:
    void paintSpans(QPainter &painter) const;
    void paintThresholds(QPainter &painter) const;
    void paintMarkers(QPainter &painter) const;
    void paintTimes(QPainter &painter) const;
    void paintCrosshair(QPainter &painter) const;
    void paintWords(QPainter &painter) const;

    const PlotModel &m_model;
    const paint::Theme &m_theme;
    QRectF m_bounds;
};

} // namespace readyroom::charts
