// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/dialpainter.h"

#include "ui/paint/arc.h"
#include "ui/paint/format.h"
#include "ui/paint/typography.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace readyroom::paint {

namespace {

constexpr double verdictHeight = 32.0;
constexpr double captionHeight = 20.0;
constexpr double tickReach = 4.0; ///< how far a tick stands out of the arc, on both sides
constexpr double labelRoom = 22.0; ///< beside the arc, for the numbers at the ticks
constexpr double topRoom = 10.0;
constexpr double smallestArc = 112.0;
constexpr double largestArc = 184.0;

double shareOf(double score)
{
    return std::clamp(score / 100.0, 0.0, 1.0);
}

void drawTick(QPainter &painter, const QRectF &arc, double score, const Theme &theme)
{
    const double share = shareOf(score);
    const double radius = arc.width() / 2;
    const double reach = arcWidth / 2 + tickReach;
    painter.setPen(QPen(theme.mutedText, 1.5, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(arcPoint(arc.center(), radius - reach, share), arcPoint(arc.center(), radius + reach, share));

    const QFont small = font(TextSize::Small);
    const QFontMetricsF metrics(small);
    const QString label = QString::number(std::floor(score * 10.0) / 10.0, 'g', 4);
    const double width = metrics.horizontalAdvance(label);
    // The middle of the label lies on the ray of the tick, as far out as the label is large in that direction.
    const QPointF ray = arcPoint({0, 0}, 1.0, share);
    const double away = reach + 2.0 + std::abs(ray.x()) * width / 2 + std::abs(ray.y()) * metrics.capHeight() / 2;
    const QPointF middle = arcPoint(arc.center(), radius + away, share);
    painter.setFont(small);
    painter.drawText(QPointF(middle.x() - width / 2, middle.y() + metrics.capHeight() / 2), label);
}

void drawFigure(QPainter &painter, const QRectF &arc, const DialFace &face, const Theme &theme)
{
    const QString text = face.figure.isEmpty() ? missing() : face.figure;
    QFont big = font(TextSize::Figure, Weight::Strong);
    const double room = arc.width() - 2 * (arcWidth + tickReach) - 6.0;
    while (QFontMetricsF(big).horizontalAdvance(text) > room && big.pixelSize() > 16) {
        big.setPixelSize(big.pixelSize() - 1);
    }
    const QFontMetricsF metrics(big);
    painter.setFont(big);
    painter.setPen(face.figure.isEmpty() ? theme.mutedText : theme.text);
    painter.drawText(
        QPointF(arc.center().x() - metrics.horizontalAdvance(text) / 2, arc.center().y() + metrics.capHeight() / 2),
        text);
}

void drawLine(QPainter &painter, const QRectF &box, const QString &text, const QFont &textFont, const QColor &colour)
{
    painter.setFont(textFont);
    painter.setPen(colour);
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine,
                     QFontMetricsF(textFont).elidedText(text, Qt::ElideRight, box.width()));
}

} // namespace

QSizeF dialMinimumSize()
{
    return {smallestArc + 2 * labelRoom, smallestArc * arcHeight + verdictHeight + topRoom + captionHeight};
}

void paintDial(QPainter &painter, const QRectF &box, const DialFace &face, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const double above = topRoom + (face.verdict.isEmpty() ? 0.0 : verdictHeight);
    const double beneath = face.caption.isEmpty() ? 0.0 : captionHeight;
    const double side = std::clamp(std::min(box.width() - 2 * labelRoom, (box.height() - above - beneath) / arcHeight),
                                   64.0, largestArc);
    const double top = box.top() + std::max(0.0, (box.height() - above - beneath - side * arcHeight) / 2);
    const QRectF circle(box.center().x() - side / 2, top + above, side, side);
    const double inset = arcWidth / 2;
    const QRectF arc = circle.adjusted(inset, inset, -inset, -inset);

    drawLine(painter, {box.left(), top, box.width(), verdictHeight - 4.0}, face.verdict,
             font(TextSize::Title, Weight::Strong), theme.textOf(face.tone));
    strokeArc(painter, arc, 0.0, 1.0, theme.track);
    if (face.score) {
        strokeArc(painter, arc, 0.0, std::max(shareOf(*face.score), 0.001), theme.fill(face.tone));
    }
    for (const std::optional<double> &mark : {face.floor, face.gate}) {
        if (mark) {
            drawTick(painter, arc, *mark, theme);
        }
    }
    drawFigure(painter, circle, face, theme);
    drawLine(painter, {box.left(), circle.top() + side * arcHeight, box.width(), captionHeight}, face.caption,
             font(TextSize::Body), theme.mutedText);
    painter.restore();
}

} // namespace readyroom::paint
