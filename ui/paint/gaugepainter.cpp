// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/gaugepainter.h"

#include "ui/paint/arc.h"
#include "ui/paint/typography.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace readyroom::paint {

namespace {

constexpr double bandWidth = 2.0;
constexpr double bandGap = 3.0;
constexpr double smallestArc = 112.0;
constexpr double largestArc = 176.0;

double share(const GaugeFace &face, double value)
{
    const double range = face.maximum - face.minimum;
    return range > 0 ? std::clamp((value - face.minimum) / range, 0.0, 1.0) : 0.0;
}

void drawBand(QPainter &painter, const QRectF &box, const GaugeFace &face, const Theme &theme)
{
    const auto limit = [&](const std::optional<double> &v, double otherwise) {
        return v ? share(face, *v) : otherwise;
    };
    // Softer than the value: the band is a scale, not a state.
    const QColor warning = mixed(theme.surface, theme.fill(Tone::Warning), 0.6);
    const QColor critical = mixed(theme.surface, theme.fill(Tone::Critical), 0.6);
    if (face.lowIsBad) {
        const double c = limit(face.critical, 0.0);
        strokeArc(painter, box, 0.0, c, critical, bandWidth, Qt::FlatCap);
        strokeArc(painter, box, c, limit(face.warning, c), warning, bandWidth, Qt::FlatCap);
    } else {
        const double c = limit(face.critical, 1.0);
        strokeArc(painter, box, limit(face.warning, c), c, warning, bandWidth, Qt::FlatCap);
        strokeArc(painter, box, c, 1.0, critical, bandWidth, Qt::FlatCap);
    }
}

void drawTrend(QPainter &painter, const QPointF &centre, Trend trend, const QColor &colour)
{
    if (trend == Trend::None) {
        return;
    }
    painter.save();
    painter.translate(centre);
    painter.rotate(trend == Trend::Up ? -45 : trend == Trend::Down ? 45 : 0);
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawLine(QPointF(-5, 0), QPointF(5, 0));
    painter.drawPolyline(QPolygonF({QPointF(1.5, -3.5), QPointF(5, 0), QPointF(1.5, 3.5)}));
    painter.restore();
}

void drawFigure(QPainter &painter, const QRectF &arc, const GaugeFace &face, const Theme &theme)
{
    const Figure f = figure(face.value, face.unit);
    QFont big = font(TextSize::Figure, Weight::Strong);
    const QFont unitFont = font(TextSize::Heading, Weight::Strong);
    const double unitWidth = f.unit.isEmpty() ? 0.0 : QFontMetricsF(unitFont).horizontalAdvance(f.unit) + 2.0;
    const double room = arc.width() - 2 * (arcWidth + bandGap + bandWidth) - 6.0;
    while (QFontMetricsF(big).horizontalAdvance(f.number) + unitWidth > room && big.pixelSize() > 16) {
        big.setPixelSize(big.pixelSize() - 1);
    }
    const QFontMetricsF metrics(big);
    const double width = metrics.horizontalAdvance(f.number) + unitWidth;
    const double baseline = arc.center().y() + metrics.capHeight() / 2;
    const double left = arc.center().x() - width / 2;
    painter.setPen(f.unit.isEmpty() && !std::isfinite(face.value) ? theme.mutedText : theme.text);
    painter.setFont(big);
    painter.drawText(QPointF(left, baseline), f.number);
    painter.setFont(unitFont);
    painter.setPen(theme.mutedText);
    painter.drawText(QPointF(left + width - unitWidth + 2.0, baseline), f.unit);
    drawTrend(painter, {arc.center().x(), baseline + 16.0}, face.trend, theme.mutedText);
}

} // namespace

Tone gaugeTone(const GaugeFace &face)
{
    if (!std::isfinite(face.value)) {
        return Tone::Unknown;
    }
    const auto beyond = [&](const std::optional<double> &limit) {
        return limit && (face.lowIsBad ? face.value < *limit : face.value > *limit);
    };
    if (beyond(face.critical)) {
        return Tone::Critical;
    }
    return beyond(face.warning) ? Tone::Warning : Tone::Ok;
}

QSizeF gaugeMinimumSize()
{
    // The lower quarter of the circle is open, so the two lines of text begin inside its box.
    return {smallestArc + 16.0, smallestArc * 0.86 + 44.0};
}

void paintGauge(QPainter &painter, const QRectF &box, const GaugeFace &face, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const double textHeight = 42.0;
    const double side =
        std::clamp(std::min(box.width() - 16.0, (box.height() - textHeight) / arcHeight), 64.0, largestArc);
    const double top = box.top() + std::max(0.0, (box.height() - textHeight - side * arcHeight) / 2);
    const QRectF circle(box.center().x() - side / 2, top, side, side);
    const double inset = arcWidth / 2;
    const QRectF arc = circle.adjusted(inset, inset, -inset, -inset);

    strokeArc(painter, arc, 0.0, 1.0, theme.track);
    if (std::isfinite(face.value)) {
        strokeArc(painter, arc, 0.0, std::max(share(face, face.value), 0.001), theme.fill(face.tone));
    }
    const double bandInset = inset + arcWidth / 2 + bandGap + bandWidth / 2 - arcWidth / 2;
    drawBand(painter, arc.adjusted(bandInset, bandInset, -bandInset, -bandInset), face, theme);
    drawFigure(painter, circle, face, theme);

    const QFont titleFont = font(TextSize::Body);
    const QFont captionFont = font(TextSize::Small);
    const QRectF title(box.left() + 4, top + side * arcHeight + 4.0, box.width() - 8, 18);
    const QRectF caption(box.left() + 4, title.bottom(), box.width() - 8, 16);
    painter.setFont(titleFont);
    painter.setPen(theme.text);
    painter.drawText(title, Qt::AlignCenter | Qt::TextSingleLine,
                     QFontMetricsF(titleFont).elidedText(face.title, Qt::ElideRight, title.width()));
    painter.setFont(captionFont);
    painter.setPen(theme.mutedText);
    painter.drawText(caption, Qt::AlignCenter | Qt::TextSingleLine,
                     QFontMetricsF(captionFont).elidedText(face.caption, Qt::ElideRight, caption.width()));
    painter.restore();
}

} // namespace readyroom::paint
