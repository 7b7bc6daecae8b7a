// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotview.h"

#include "ui/charts/overlayitem.h"
#include "ui/charts/traceitem.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/themesource.h"

#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStyleHints>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace readyroom::charts {

namespace {

constexpr int leftMargin = 48; ///< the same in every chart, so that charts above each other line up
constexpr int rightMargin = 14;
constexpr int topMargin = 8;
constexpr int bottomMargin = 24;
constexpr double shortestWindow = 5.0 * 1000;
constexpr double longestWindow = 31.0 * 86400 * 1000;

} // namespace

PlotView::PlotView(PlotModel &model, const widgets::ThemeSource &themes, QWidget *parent)
    : QGraphicsView(parent)
    , m_model(model)
    , m_themes(themes)
    , m_traces(new TraceItem(model, themes.theme()))
    , m_overlay(new OverlayItem(model, themes.theme()))
{
    m_scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    m_scene.addItem(m_traces);
    m_scene.addItem(m_overlay);
    setScene(&m_scene);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setOptimizationFlags(QGraphicsView::DontAdjustForAntialiasing);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setMouseTracking(true);
    // The frame covers all of it.
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&m_themes, &widgets::ThemeSource::changed, this, &PlotView::refresh);
}

PlotView::~PlotView() = default;

QRectF PlotView::plotRect() const
{
    return QRectF(viewport()->rect())
        .adjusted(leftMargin, topMargin, -rightMargin, -bottomMargin)
        .united(QRectF(leftMargin, topMargin, 8, 8));
}

void PlotView::refresh()
{
    m_dirty = true;
    viewport()->update();
}

void PlotView::refreshOverlay()
{
    viewport()->update();
}

void PlotView::layOut()
{
    if (!m_dirty) {
        return;
    }
    m_dirty = false;
    if (m_model.isLive()) {
        m_latest = std::max(m_latest, m_model.to());
    }
    const QRectF plot = plotRect();
    if (plot != m_model.map().plot) {
        m_traces->willMove();
    }
    m_model.layOut(plot, viewport()->devicePixelRatioF());
    m_overlay->setBounds(QRectF(viewport()->rect()));
    m_frame.set(viewport()->size(), plot, m_model.scale(), m_model.unit(), !m_model.isEmpty(), m_themes.theme());
}

void PlotView::paintEvent(QPaintEvent *event)
{
    layOut();
    QGraphicsView::paintEvent(event);
}

void PlotView::drawBackground(QPainter *painter, const QRectF &)
{
    if (m_vectors) {
        m_frame.paint(*painter);
    } else {
        painter->drawPixmap(QPointF(0, 0), m_frame.pixmap(viewport()->devicePixelRatioF()));
    }
}

void PlotView::paintVectors(QPainter &painter)
{
    layOut();
    m_vectors = true;
    const QRectF all(viewport()->rect());
    render(&painter, all, viewport()->rect());
    m_vectors = false;
}

void PlotView::resizeEvent(QResizeEvent *event)
{
    m_scene.setSceneRect(QRectF(viewport()->rect()));
    m_dirty = true;
    QGraphicsView::resizeEvent(event);
}

void PlotView::request(double from, double to)
{
    const double span = std::clamp(to - from, shortestWindow, longestWindow);
    double end = to - from == span ? to : (from + to + span) / 2;
    if (m_latest > 0) {
        end = std::min(end, static_cast<double>(m_latest));
    }
    const auto fromMs = static_cast<std::int64_t>(std::llround(end - span));
    const auto toMs = static_cast<std::int64_t>(std::llround(end));
    m_model.setWindow(fromMs, toMs, false);
    refresh();
    Q_EMIT windowRequested(fromMillis(fromMs), fromMillis(toMs));
}

void PlotView::zoom(double factor, std::int64_t aroundMs)
{
    const auto around = static_cast<double>(aroundMs);
    const auto from = static_cast<double>(m_model.from());
    const auto to = static_cast<double>(m_model.to());
    const double span = std::clamp((to - from) * factor, shortestWindow, longestWindow);
    const double share = std::clamp((around - from) / (to - from), 0.0, 1.0);
    request(around - span * share, around + span * (1 - share));
}

void PlotView::pan(double share)
{
    const auto span = static_cast<double>(m_model.to() - m_model.from());
    request(static_cast<double>(m_model.from()) + span * share, static_cast<double>(m_model.to()) + span * share);
}

void PlotView::moveCrosshair(int pixels)
{
    layOut();
    const paint::PlotMap &map = m_model.map();
    const double x = m_model.crosshair ? map.x(static_cast<double>(*m_model.crosshair)) + pixels : map.plot.right();
    const double inside = std::clamp(x, map.plot.left(), map.plot.right());
    Q_EMIT hovered(fromMillis(static_cast<std::int64_t>(map.timeAt(inside))));
}

void PlotView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        m_drag = Drag{event->position(), static_cast<double>(m_model.from()), static_cast<double>(m_model.to()), false};
    }
    // The chart around the plot takes the focus.
    event->ignore();
}

void PlotView::mouseMoveEvent(QMouseEvent *event)
{
    const paint::PlotMap &map = m_model.map();
    if (m_drag) {
        const double dx = event->position().x() - m_drag->start.x();
        m_drag->moved = m_drag->moved || std::abs(dx) >= QGuiApplication::styleHints()->startDragDistance();
        if (m_drag->moved) {
            viewport()->setCursor(Qt::ClosedHandCursor);
            const double ms = dx / map.plot.width() * (m_drag->to - m_drag->from);
            request(m_drag->from - ms, m_drag->to - ms);
        }
        return;
    }
    const double x = event->position().x();
    if (x >= map.plot.left() && x <= map.plot.right()) {
        Q_EMIT hovered(fromMillis(static_cast<std::int64_t>(map.timeAt(x))));
    } else {
        Q_EMIT hovered(std::nullopt);
    }
}

void PlotView::mouseReleaseEvent(QMouseEvent *event)
{
    m_drag.reset();
    viewport()->unsetCursor();
    event->ignore();
}

void PlotView::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_drag.reset();
    if (event->button() == Qt::LeftButton) {
        Q_EMIT menuRequested(event->globalPosition().toPoint());
    }
}

void PlotView::contextMenuEvent(QContextMenuEvent *event)
{
    Q_EMIT menuRequested(event->globalPos());
}

void PlotView::wheelEvent(QWheelEvent *event)
{
    const int delta = event->angleDelta().y();
    if (delta == 0) {
        event->ignore();
        return;
    }
    layOut();
    const paint::PlotMap &map = m_model.map();
    const double factor = std::pow(0.8, delta / 120.0);
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const double at = map.valueAt(event->position().y());
        m_model.setValueZoom(std::pair{at - (at - map.low) * factor, at + (map.high - at) * factor});
        refresh();
    } else {
        const double x = std::clamp(event->position().x(), map.plot.left(), map.plot.right());
        zoom(factor, static_cast<std::int64_t>(map.timeAt(x)));
    }
    event->accept();
}

bool PlotView::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::Leave:
        Q_EMIT hovered(std::nullopt);
        break;
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        const Marker *marker = m_overlay->markerAt(help->pos().x());
        if (marker) {
            QToolTip::showText(help->globalPos(),
                               widgets::plainToolTip(marker->tooltip.isEmpty() ? marker->label : marker->tooltip),
                               this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    default:
        break;
    }
    return QGraphicsView::viewportEvent(event);
}

} // namespace readyroom::charts
