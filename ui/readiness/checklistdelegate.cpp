// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/checklistdelegate.h"

#include "models/items/checklistmodel.h"
#include "ui/paint/resultmark.h"
#include "ui/paint/scorebar.h"
#include "ui/paint/typography.h"
#include "ui/paint/wrappedtext.h"
#include "ui/readiness/trendline.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

#include <algorithm>

namespace readyroom::readinessui {

using items::ChecklistModel;
using paint::TextSize;
using paint::Tone;
using readiness::ItemResult;

namespace {

constexpr int lead = paint::space::card; ///< before the first cell
constexpr int gap = paint::space::unit; ///< before the others, and behind those at the right
constexpr int shapeSize = 10;
constexpr int boxSize = 16;
constexpr int shortestTrend = 28;
constexpr int longestTrend = 120;
/// A line of fewer looks like dirt.
constexpr std::size_t fewestPoints = 3;

ItemResult resultOf(const QModelIndex &index)
{
    return static_cast<ItemResult>(index.data(ChecklistModel::ResultRole).toInt());
}

/// As high as the row is, there is room for two. A word that is too long for one is cut rather than broken.
void drawInTwoLines(QPainter &painter, const QRect &box, const QString &text, Qt::Alignment alignment)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const bool breaks = metrics.horizontalAdvance(text) > box.width()
        && std::ranges::any_of(text.split(u' '),
                               [&](const QString &word) { return metrics.horizontalAdvance(word) > box.width(); });
    if (breaks) {
        painter.drawText(box, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                         metrics.elidedText(text, Qt::ElideRight, box.width()));
        return;
    }
    const double height = paint::wrappedHeight(text, painter.font(), box.width(), 2);
    paint::drawWrapped(painter, QRectF(box.left(), box.center().y() + 0.5 - height / 2, box.width(), height), text, 2,
                       alignment);
}

void paintCheckBox(QPainter &painter, const QRectF &box, bool checked, const paint::Theme &theme)
{
    painter.setPen(QPen(checked ? theme.accent : theme.mutedText, 1.2));
    painter.setBrush(checked ? theme.accent : theme.surface);
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3);
    if (checked) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.surface, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF(
            {box.topLeft() + QPointF(4, 8.2), box.topLeft() + QPointF(7, 11), box.topLeft() + QPointF(12, 5)}));
    }
}

} // namespace

ChecklistDelegate::ChecklistDelegate(const widgets::ThemeSource &themes, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
{
}

QSize ChecklistDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto kind = static_cast<ChecklistModel::Kind>(index.data(ChecklistModel::KindRole).toInt());
    return {80, kind == ChecklistModel::Kind::Category ? categoryHeight : itemHeight};
}

QRect ChecklistDelegate::checkBox(const QRect &cell)
{
    return {cell.left() + lead, cell.center().y() - boxSize / 2 + 1, boxSize, boxSize};
}

void ChecklistDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (index.column()) {
    case ChecklistModel::TitleColumn:
        paintTitle(*painter, option.rect, index);
        break;
    case ChecklistModel::MeasuredColumn:
        paintMeasured(*painter, option.rect, index);
        break;
    case ChecklistModel::BlocksColumn:
        paintPill(*painter, option.rect, index);
        break;
    default:
        paintText(*painter, option.rect, index);
    }
    painter->restore();
}

void ChecklistDelegate::paintTitle(QPainter &painter, const QRect &cell, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    QRect box = cell.adjusted(lead, 0, -gap, 0);
    if (const QVariant checked = index.data(Qt::CheckStateRole); checked.isValid()) {
        paintCheckBox(painter, checkBox(cell), checked.toInt() == Qt::Checked, theme);
    }
    box.setLeft(box.left() + (m_ticking ? boxSize + gap : 0));
    const QString standing = index.data(ChecklistModel::StandingRole).toString();
    const QRect title = standing.isEmpty() ? box : QRect(box.left(), box.top() + 3, box.width(), 20);
    paint::paintResult(painter, QRectF(title.left(), title.center().y() - shapeSize / 2.0 + 0.5, shapeSize, shapeSize),
                       resultOf(index), theme);
    const QRect text = title.adjusted(shapeSize + 7, 0, 0, 0);
    painter.setFont(paint::font(TextSize::Body));
    painter.setPen(resultOf(index) == ItemResult::NotApplicable ? theme.mutedText : theme.text);
    const QString words = index.data().toString();
    if (standing.isEmpty()) {
        drawInTwoLines(painter, text, words, Qt::AlignLeft);
    } else {
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(words, Qt::ElideRight, text.width()));
        const QRect beneath(text.left(), title.bottom() - 1, text.width(), 16);
        painter.setFont(paint::font(TextSize::Small));
        painter.setPen(theme.mutedText);
        painter.drawText(beneath, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(standing.simplified(), Qt::ElideRight, beneath.width()));
    }
}

void ChecklistDelegate::paintMeasured(QPainter &painter, const QRect &cell, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    const QRect box = cell.adjusted(gap, 0, -gap, 0);
    const ItemResult result = resultOf(index);
    const QString text = index.data().toString();
    painter.setFont(paint::font(TextSize::Body));
    painter.setPen(result == ItemResult::Fail ? theme.textOf(Tone::Critical)
                       : result == ItemResult::Unknown || result == ItemResult::NotApplicable ? theme.mutedText
                                                                                              : theme.text);
    const QVariant running = index.data(ChecklistModel::RunningRole);
    if (running.isValid()) {
        painter.setPen(theme.text);
        painter.drawText(box.adjusted(0, 0, 0, -8), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
        paint::paintScoreBar(painter, QRectF(box.left(), box.bottom() - 10, box.width(), 4), running.toDouble() * 100.0,
                             Tone::Accent, theme);
        return;
    }
    const int width = painter.fontMetrics().horizontalAdvance(text);
    drawInTwoLines(painter, box, text, Qt::AlignLeft);
    const int room = box.width() - width - paint::space::card;
    const auto trend = index.data(ChecklistModel::TrendRole).value<items::ChecklistRow::Trend>();
    if (trend && trend->size() >= fewestPoints && room >= shortestTrend) {
        const int length = std::min(room, longestTrend);
        paintTrend(painter, QRectF(box.right() - length, box.center().y() - 7, length, 14), *trend,
                   result == ItemResult::Fail ? theme.fill(Tone::Critical) : theme.mutedText);
    }
}

void ChecklistDelegate::paintText(QPainter &painter, const QRect &cell, const QModelIndex &index) const
{
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    const QRect box = cell.adjusted(gap, 0, alignment.testFlag(Qt::AlignRight) ? -paint::space::card : 0, 0);
    painter.setFont(paint::font(TextSize::Body));
    painter.setPen(m_themes.theme().mutedText);
    drawInTwoLines(painter, box, index.data().toString(), alignment & Qt::AlignHorizontal_Mask);
}

void ChecklistDelegate::paintPill(QPainter &painter, const QRect &cell, const QModelIndex &index) const
{
    const QString text = index.data().toString();
    if (text.isEmpty()) {
        return;
    }
    const paint::Theme &theme = m_themes.theme();
    const Tone tone = index.data(ChecklistModel::BlocksRole).toBool() ? Tone::Critical : Tone::Warning;
    painter.setFont(paint::font(TextSize::Small));
    const int width = std::min(painter.fontMetrics().horizontalAdvance(text) + 16, cell.width() - gap);
    const QRectF pill(cell.left() + 4, cell.center().y() - 8 + 0.5, width, 17);
    painter.setPen(QPen(theme.fill(tone), 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter.setPen(theme.textOf(tone));
    painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, text);
}

} // namespace readyroom::readinessui
