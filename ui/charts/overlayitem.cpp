// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/overlayitem.h"

#include "ui/paint/typography.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <ranges>

using namespace Qt::StringLiterals;

namespace readyroom::charts {

namespace {

QString say(const char *sentence)
{
    return QCoreApplication::translate("readyroom::charts::TimeChart", sentence);
}

/// The middle of the device pixel that holds `v`: 1-px lines are then crisp.
double crisp(double v)
{
    return std::floor(v) + 0.5;
}

} // namespace

OverlayItem::OverlayItem(const PlotModel &model, const paint::Theme &theme)
    : m_model(model)
    , m_theme(theme)
{
    setAcceptedMouseButtons(Qt::NoButton);
}

void OverlayItem::setBounds(const QRectF &bounds)
{
    if (bounds != m_bounds) {
        prepareGeometryChange();
        m_bounds = bounds;
    }
}

void OverlayItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setFont(paint::font(paint::TextSize::Small));
    paintSpans(*painter);
    paintThresholds(*painter);
    paintMarkers(*painter);
    paintTimes(*painter);
    paintCrosshair(*painter);
    paintWords(*painter);
}

void OverlayItem::paintSpans(QPainter &painter) const
{
    constexpr double ofTint = 0.06;
    constexpr double ofBand = 0.2;
    constexpr double labelHeight = 14;
    const paint::PlotMap &map = m_model.map();
    const QFontMetricsF metrics(painter.font());
    double labelEnd = map.plot.left();
    for (const Span &span : m_model.spans) {
        const double left = std::max(map.x(static_cast<double>(toMillis(span.from))), map.plot.left());
        const double right = std::min(map.x(static_cast<double>(toMillis(span.to))), map.plot.right());
        if (right - left < 1 || m_model.isEmpty()) {
            continue;
        }
        QColor colour = m_theme.fill(span.tone);
        colour.setAlphaF(ofTint);
        painter.fillRect(QRectF(left, map.plot.top(), right - left, map.plot.height()), colour);
        if (std::isnan(span.value)) {
            continue;
        }
        const double y = map.y(span.value);
        if (span.band) {
            colour.setAlphaF(ofBand);
            const double top = map.y(span.band->second);
            const QRectF band(left, top, right - left, std::max(map.y(span.band->first) - top, 1.0));
            painter.fillRect(band.intersected(map.plot), colour);
        }
        if (y < map.plot.top() || y > map.plot.bottom()) {
            continue;
        }
        painter.setPen(QPen(m_theme.fill(span.tone), 2.0));
        painter.drawLine(QPointF(left, y), QPointF(right, y));
        // Along the bottom, where a trace seldom runs.
        const double width = metrics.horizontalAdvance(span.label);
        const QRectF box(right - width - 6, map.plot.bottom() - labelHeight - 4, width, labelHeight);
        if (box.left() >= labelEnd) {
            painter.setPen(m_theme.textOf(span.tone));
            painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, span.label);
            labelEnd = box.right() + 8;
        }
    }
}

void OverlayItem::paintThresholds(QPainter &painter) const
{
    const paint::PlotMap &map = m_model.map();
    for (const Threshold &t : m_model.thresholds) {
        if (t.value < map.low || t.value > map.high) {
            continue;
        }
        const double y = crisp(map.y(t.value));
        QPen pen(paint::mixed(m_theme.surface, m_theme.fill(t.tone), 0.7), 1.0);
        pen.setDashPattern({4, 4});
        painter.setPen(pen);
        painter.drawLine(QPointF(map.plot.left(), y), QPointF(map.plot.right(), y));
        if (!t.label.isEmpty()) {
            painter.setPen(m_theme.textOf(t.tone));
            const bool below = y - 16 < map.plot.top();
            const QRectF box(map.plot.left() + 4, below ? y + 2 : y - 16, map.plot.width() - 8, 14);
            painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, t.label);
        }
    }
}

void OverlayItem::paintMarkers(QPainter &painter) const
{
    const paint::PlotMap &map = m_model.map();
    const auto place = [&map](const Marker &m) { return map.x(static_cast<double>(toMillis(m.at))); };
    const auto shows = [&](const Marker &m) { return place(m) >= map.plot.left() && place(m) <= map.plot.right(); };
    for (const Marker &m : m_model.markers | std::views::filter(shows)) {
        painter.setPen(QPen(m_theme.fill(m.tone), 1.0));
        painter.drawLine(QPointF(crisp(place(m)), map.plot.top()), QPointF(crisp(place(m)), map.plot.bottom()));
    }
    constexpr double ofVeil = 0.85;
    const QFontMetricsF metrics(painter.font());
    double labelEnd = map.plot.left();
    for (const Marker &m : m_model.markers | std::views::filter(shows)) {
        // Steps of one drill begin alike and differ at the end.
        const QString label = metrics.elidedText(m.label, Qt::ElideMiddle, 160);
        const double width = metrics.horizontalAdvance(label);
        // At the right edge the label stands on the left; where it would cover the one before it is left out, and the
        // tooltip tells.
        const double x = place(m);
        const double left = x + 6 + width < map.plot.right() ? x + 6 : x - 6 - width;
        if (left >= labelEnd) {
            const auto crosses = [&](const Marker &other) {
                return place(other) > left && place(other) < left + width;
            };
            if (std::ranges::any_of(m_model.markers, crosses)) {
                const QRectF ground(left - 3, map.plot.top() + 1, width + 6, metrics.height() + 2);
                QColor veil = m_theme.surface;
                veil.setAlphaF(ofVeil);
                painter.fillRect(ground, veil);
            }
            painter.setPen(m_theme.textOf(m.tone));
            painter.drawText(QPointF(left, map.plot.top() + metrics.ascent() + 2), label);
            labelEnd = left + width + 6;
        }
    }
}

void OverlayItem::paintTimes(QPainter &painter) const
{
    const paint::PlotMap &map = m_model.map();
    const QFontMetricsF metrics(painter.font());
    const double y = map.plot.bottom() + 6 + metrics.ascent();
    painter.setPen(m_theme.mutedText);
    double limit = m_bounds.right();
    if (m_model.isLive()) {
        const QString now = say("now");
        const double width = metrics.horizontalAdvance(now);
        limit = std::min(map.plot.right() - width / 2, m_bounds.right() - width - 2);
        painter.drawText(QPointF(limit, y), now);
        limit -= 12;
    }
    const int most = std::max(2, static_cast<int>(map.plot.width() / 84));
    for (const paint::TimeTick &tick : paint::timeTicks(m_model.from(), m_model.to(), most)) {
        const double x = map.x(static_cast<double>(tick.ms));
        const double width = metrics.horizontalAdvance(tick.label);
        if (x >= map.plot.left() - 1 && x - width / 2 >= m_bounds.left() && x + width / 2 <= limit) {
            painter.drawText(QPointF(x - width / 2, y), tick.label);
        }
    }
}

void OverlayItem::paintCrosshair(QPainter &painter) const
{
    if (!m_model.crosshair) {
        return;
    }
    const paint::PlotMap &map = m_model.map();
    const double x = map.x(static_cast<double>(*m_model.crosshair));
    if (x < map.plot.left() || x > map.plot.right()) {
        return;
    }
    painter.setPen(QPen(m_theme.mutedText, 1.0));
    painter.drawLine(QPointF(crisp(x), map.plot.top()), QPointF(crisp(x), map.plot.bottom()));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < m_model.traces().size(); ++i) {
        const std::optional<series::Sample> s = m_model.sampleAt(i, *m_model.crosshair);
        if (s && m_model.isShown(m_model.traces()[i].name) && s->v >= map.low && s->v <= map.high) {
            painter.setPen(QPen(m_theme.surface, 1.5));
            painter.setBrush(m_model.colours(i, m_theme).fill);
            painter.drawEllipse(map.point(*s), 4.0, 4.0);
        }
    }
    const QFontMetricsF metrics(painter.font());
    const QString time = paint::clock(fromMillis(*m_model.crosshair));
    const double width = metrics.horizontalAdvance(time) + 12;
    const double left = std::clamp(x - width / 2, m_bounds.left(), std::max(m_bounds.left(), m_bounds.right() - width));
    const QRectF pill(left, map.plot.bottom() + 3, width, 17);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.text);
    painter.drawRoundedRect(pill, 4, 4);
    painter.setPen(m_theme.surface);
    painter.drawText(pill, Qt::AlignCenter, time);
    painter.restore();
}

void OverlayItem::paintWords(QPainter &painter) const
{
    const QRectF plot = m_model.map().plot;
    if (m_model.isEmpty()) {
        painter.setFont(paint::font(paint::TextSize::Body));
        painter.setPen(m_theme.mutedText);
        const QString words = m_model.emptyText.isEmpty() ? say("No data yet.") : m_model.emptyText;
        const QRectF inner = plot.adjusted(8, 0, -8, 0);
        const QRectF needed =
            QFontMetricsF(painter.font()).boundingRect(inner, Qt::AlignCenter | Qt::TextWordWrap, words);
        // Cut out of the grid, so that no line runs through the words.
        painter.fillRect(needed.adjusted(-8, -2, 8, 2).intersected(plot), m_theme.surface);
        painter.drawText(inner, Qt::AlignCenter | Qt::TextWordWrap, words);
    } else if (!m_model.notice.isEmpty()) {
        const QFontMetricsF metrics(painter.font());
        const QString words = metrics.elidedText(m_model.notice, Qt::ElideRight, plot.width() - 32);
        const QRectF pill(plot.left() + 8, plot.bottom() - 26, metrics.horizontalAdvance(words) + 16, 18);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.hairline, 1));
        painter.setBrush(m_theme.surface);
        painter.drawRoundedRect(pill, 4, 4);
        painter.setPen(m_theme.mutedText);
        painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, words);
        painter.restore();
    }
}

const Marker *OverlayItem::markerAt(double x) const
{
    const auto near = std::ranges::find_if(m_model.markers, [&](const Marker &m) {
        return std::abs(m_model.map().x(static_cast<double>(toMillis(m.at))) - x) <= 4.0;
    });
    return near == m_model.markers.end() ? nullptr : &*near;
}

} // namespace readyroom::charts
