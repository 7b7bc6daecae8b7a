// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/tiledelegate.h"

#include "models/items/fleetmodel.h"
#include "ui/fleet/tilelayout.h"
#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/statebadge.h"
#include "ui/widgets/themesource.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace readyroom::fleetui {

using fleet::ServiceState;
using items::ServiceTile;
using paint::TextSize;
using paint::Tone;
using paint::Weight;

namespace {

constexpr int padding = 12;
constexpr int shapeSize = 10;
constexpr int ageWidth = 44;
constexpr int sparklineWidth = 72;
constexpr int shortestSparkline = 40;
/// A line of fewer looks like dirt.
constexpr int fewestPoints = 3;

/// Tone of a tile: stale numbers show the clock, whatever the state was.
Tone toneOf(const ServiceTile &tile)
{
    return tile.stale ? Tone::Stale : widgets::toneOf(tile.state);
}

bool stands(ServiceState state)
{
    return state == ServiceState::Critical;
}

void drawText(QPainter &painter, const QRect &box, int flags, const QString &text)
{
    painter.drawText(box, flags | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
}

} // namespace

TileDelegate::TileDelegate(const widgets::ThemeSource &themes, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
{
}

QSize TileDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {TileLayout::minimumWidth, TileLayout::tileHeight};
}

void TileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto tile = index.data(items::FleetModel::TileRole).value<ServiceTile>();
    const auto sparkline = index.data(items::FleetModel::SparklineRole).value<QList<double>>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintFrame(*painter, option, toneOf(tile));
    const QRect inner = option.rect.adjusted(padding, padding, -padding, -padding);
    paintHead(*painter, inner, tile, sparkline);

    painter->setPen(m_themes.theme().mutedText);
    painter->setFont(paint::font(TextSize::Body));
    drawText(*painter, QRect(inner.left(), inner.top() + 22, inner.width(), 20), Qt::AlignLeft | Qt::AlignVCenter,
             tile.headline);
    if (tile.figures.empty() || tile.stale) {
        drawText(*painter, QRect(inner.left(), inner.bottom() - 19, inner.width(), 20),
                 Qt::AlignLeft | Qt::AlignVCenter, tile.note(m_now));
    } else {
        paintFigures(*painter, inner, tile);
    }
    painter->restore();
}

void TileDelegate::paintFrame(QPainter &painter, const QStyleOptionViewItem &option, Tone tone) const
{
    const paint::Theme &theme = m_themes.theme();
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const QRectF frame = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setBrush(hovered ? theme.hover : theme.surface);
    painter.setPen(QPen(tone == Tone::Critical ? theme.fill(tone) : theme.hairline, 1.0));
    painter.drawRoundedRect(frame, paint::space::radius, paint::space::radius);
    if (focused) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.focus, 2.0));
        painter.drawRoundedRect(tone == Tone::Critical ? frame.adjusted(3, 3, -3, -3)
                                                       : frame.adjusted(0.5, 0.5, -0.5, -0.5),
                                paint::space::radius, paint::space::radius);
    }
}

void TileDelegate::paintHead(QPainter &painter, const QRect &box, const ServiceTile &tile,
                             const QList<double> &sparkline) const
{
    const paint::Theme &theme = m_themes.theme();
    const QRect line(box.left(), box.top(), box.width(), 20);
    paint::paintShape(painter, QRectF(line.left(), line.center().y() - shapeSize / 2.0 + 0.5, shapeSize, shapeSize),
                      toneOf(tile), theme);

    painter.setFont(paint::font(TextSize::Small));
    painter.setPen(tile.stale ? theme.textOf(Tone::Stale) : theme.mutedText);
    const QString age = tile.age(m_now);
    const int ageSpace = age.isEmpty() ? 0 : std::min(ageWidth, painter.fontMetrics().horizontalAdvance(age) + 8);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, age);

    const int nameLeft = line.left() + shapeSize + paint::space::unit;
    int nameRight = line.right() - ageSpace;
    const auto known = std::count_if(sparkline.cbegin(), sparkline.cend(), [](double v) { return std::isfinite(v); });
    const bool drawable = known >= fewestPoints && !tile.figures.empty();
    painter.setFont(paint::font(TextSize::Body, Weight::Strong));
    const int nameWidth = painter.fontMetrics().horizontalAdvance(tile.name);
    const int right = line.right() - ageWidth;
    // The name is worth more than the line: a long name makes it shorter, or takes its place.
    const int width = std::min(sparklineWidth, right - (nameLeft + nameWidth + 8));
    if (drawable && !tile.stale && width >= shortestSparkline) {
        paintSparkline(painter, QRectF(right - width, line.top(), width, line.height()), sparkline,
                       stands(tile.state) ? Tone::Critical : Tone::Neutral);
        nameRight = right - width - 8;
    }
    painter.setPen(theme.text);
    drawText(painter, QRect(QPoint(nameLeft, line.top()), QPoint(nameRight, line.bottom())),
             Qt::AlignLeft | Qt::AlignVCenter, tile.name);
}

void TileDelegate::paintFigures(QPainter &painter, const QRect &box, const ServiceTile &tile) const
{
    const paint::Theme &theme = m_themes.theme();
    const QFont labelFont = paint::font(TextSize::Small);
    const QFont valueFont = paint::font(TextSize::Heading, Weight::Strong);
    const QFontMetrics labels(labelFont);
    const QFontMetrics values(valueFont);
    std::vector<int> widths;
    int sum = 0;
    for (const ServiceTile::Figure &figure : tile.figures) {
        const int unit = figure.quantity.unit.isEmpty() ? 0 : 3 + labels.horizontalAdvance(figure.quantity.unit);
        widths.push_back(
            std::max(labels.horizontalAdvance(figure.label), values.horizontalAdvance(figure.quantity.value) + unit));
        sum += widths.back();
    }
    const int gaps = std::max(1, static_cast<int>(widths.size()) - 1);
    const int gap = std::clamp((box.width() - sum) / gaps, 6, 18);

    int x = box.left();
    const int labelTop = box.bottom() - 40;
    const int baseline = box.bottom() - 5;
    for (std::size_t i = 0; i < tile.figures.size(); ++i) {
        const ServiceTile::Figure &figure = tile.figures[i];
        const Tone tone = widgets::toneOf(figure.severity);
        const bool troubled = figure.severity >= ServiceState::Warning;
        painter.setFont(labelFont);
        painter.setPen(troubled ? theme.textOf(tone) : theme.mutedText);
        painter.drawText(QRect(x, labelTop, widths[i], 16), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         figure.label);
        painter.setFont(valueFont);
        painter.setPen(troubled ? theme.textOf(tone) : theme.text);
        painter.drawText(x, baseline, figure.quantity.value);
        const int valueWidth = values.horizontalAdvance(figure.quantity.value);
        painter.setFont(labelFont);
        painter.setPen(theme.mutedText);
        painter.drawText(x + valueWidth + 3, baseline, figure.quantity.unit);
        x += widths[i] + gap;
    }
}

void TileDelegate::paintSparkline(QPainter &painter, const QRectF &box, const QList<double> &values, Tone tone) const
{
    double top = 0.0;
    for (const double value : values) {
        top = std::isfinite(value) ? std::max(top, value) : top;
    }
    if (values.size() < 2) {
        return;
    }
    const double scale = top > 0.0 ? (box.height() - 6.0) / top : 0.0;
    const double step = box.width() / static_cast<double>(values.size() - 1);
    QPainterPath path;
    bool open = false;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values.at(i))) {
            open = false;
            continue;
        }
        const QPointF point(box.left() + static_cast<double>(i) * step, box.bottom() - 3.0 - values.at(i) * scale);
        if (open) {
            path.lineTo(point);
        } else {
            path.moveTo(point);
        }
        open = true;
    }
    const paint::Theme &theme = m_themes.theme();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tone == Tone::Neutral ? theme.mutedText : theme.fill(tone), 1.2, Qt::SolidLine, Qt::RoundCap,
                        Qt::RoundJoin));
    painter.drawPath(path);
}

} // namespace readyroom::fleetui
