// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotframe.h"
#include "ui/charts/plotmodel.h"

#include <QGraphicsView>

#include <optional>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::charts {

class OverlayItem;
class TraceItem;

/// The plot of a chart: the cached frame in the background, traces and overlay as two items over it, and the mouse.
class PlotView final : public QGraphicsView {
    Q_OBJECT
public:
    PlotView(PlotModel &model, const widgets::ThemeSource &themes, QWidget *parent);
    ~PlotView() override;

    /// The model changed: lay it out and paint before the next frame.
    void refresh();
    /// Only what lies over the traces changed.
    void refreshOverlay();
    /// Lays out now, if needed; for exports and tests.
    void layOut();
    /// Draws all of it as vectors.
    void paintVectors(QPainter &painter);
    /// Zooms (factor < 1: closer) around a moment, or pans by a share of the window. Emits windowRequested.
    void zoom(double factor, std::int64_t aroundMs);
    void pan(double share);
    void moveCrosshair(int pixels);

Q_SIGNALS:
    void hovered(std::optional<readyroom::Timestamp> at);
    void windowRequested(readyroom::Timestamp from, readyroom::Timestamp to);
    void menuRequested(const QPoint &globalPos);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void request(double from, double to);
    [[nodiscard]] QRectF plotRect() const;

    PlotModel &m_model;
    const widgets::ThemeSource &m_themes;
    QGraphicsScene m_scene;
    PlotFrame m_frame;
    TraceItem *m_traces = nullptr;
    OverlayItem *m_overlay = nullptr;
    bool m_dirty = true;
    bool m_vectors = false;
    std::int64_t m_latest = 0; ///< right edge of the newest live window: nobody pans into the future
    struct Drag {
        QPointF start;
        double from;
        double to;
        bool moved;
    };
    std::optional<Drag> m_drag;
};

} // namespace readyroom::charts
