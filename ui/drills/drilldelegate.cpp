// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/drilldelegate.h"

#include "models/items/drilllistmodel.h"
#include "ui/page/tones.h"
#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

#include <algorithm>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using items::DrillListModel;
using items::LineState;
using paint::TextSize;

namespace {

constexpr int padding = paint::space::card;
constexpr int shapeSize = 10;
constexpr int lead = padding + shapeSize + paint::space::unit; ///< where words begin
constexpr int line = 18;
constexpr int above = 7;

int linesOf(const QModelIndex &index)
{
    return index.data(DrillListModel::SuggestedRole).toString().isEmpty() ? 2 : 3;
}

QString elided(const QPainter &painter, const QString &text, int width)
{
    // Remote text may hold line breaks, and be as long as it likes.
    return painter.fontMetrics().elidedText(text.left(500).simplified(), Qt::ElideRight, width);
}

} // namespace

DrillDelegate::DrillDelegate(const widgets::ThemeSource &themes, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
{
}

QSize DrillDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const bool heading = index.data(DrillListModel::HeadingRole).toBool();
    return {120, heading ? 32 : 2 * above + line * linesOf(index)};
}

void DrillDelegate::paintHeading(QPainter &painter, const QRect &row, const QString &text) const
{
    painter.setFont(paint::font(TextSize::Small, paint::Weight::Strong));
    painter.setPen(m_themes.theme().mutedText);
    const QRect box = row.adjusted(padding, 8, -padding, 0);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, elided(painter, text, box.width()));
}

void DrillDelegate::paintEntry(QPainter &painter, const QRect &row, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    const auto state = static_cast<LineState>(index.data(DrillListModel::StateRole).toInt());
    const paint::Tone tone = page::toneOf(state);
    const QRect first(row.left() + lead, row.top() + above, row.width() - lead - padding, line);
    paint::paintShape(painter,
                      QRectF(row.left() + padding, first.center().y() - shapeSize / 2.0 + 0.5, shapeSize, shapeSize),
                      tone, theme);
    painter.setFont(paint::font(TextSize::Small));
    const QString age = index.data(DrillListModel::AgeRole).toString();
    const int ageWidth = age.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(age) + paint::space::unit;
    painter.setPen(theme.mutedText);
    painter.drawText(first, Qt::AlignRight | Qt::AlignVCenter, age);
    painter.setFont(paint::font(TextSize::Body, paint::Weight::Strong));
    painter.setPen(theme.text);
    painter.drawText(first, Qt::AlignLeft | Qt::AlignVCenter,
                     elided(painter, index.data().toString(), first.width() - ageWidth));

    const QRect second = first.translated(0, line);
    painter.setFont(paint::font(TextSize::Small));
    const QString result = elided(painter, index.data(DrillListModel::ResultRole).toString(), second.width() * 3 / 5);
    const int resultWidth = painter.fontMetrics().horizontalAdvance(result) + paint::space::unit;
    painter.setPen(state == LineState::Bad || state == LineState::Doubtful ? theme.textOf(tone) : theme.mutedText);
    painter.drawText(second, Qt::AlignRight | Qt::AlignVCenter, result);
    painter.setPen(theme.mutedText);
    painter.drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                     elided(painter, index.data(DrillListModel::WhereRole).toString(), second.width() - resultWidth));

    const QString suggested = index.data(DrillListModel::SuggestedRole).toString();
    if (!suggested.isEmpty()) {
        const QRect third = second.translated(0, line);
        paint::paintShape(painter, QRectF(third.left(), third.center().y() - 3.5, 8, 8), paint::Tone::Warning, theme);
        painter.setPen(theme.textOf(paint::Tone::Warning));
        const QRect words = third.adjusted(13, 0, 0, 0);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                         elided(painter, tr("Suggested: %1").arg(suggested), words.width()));
    }
}

void DrillDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(DrillListModel::HeadingRole).toBool()) {
        paintHeading(*painter, option.rect, index.data().toString());
    } else {
        const QRect row = option.rect.adjusted(4, 0, -4, 0);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? theme.selection : theme.hover);
            painter->drawRoundedRect(row, paint::space::controlRadius, paint::space::controlRadius);
        }
        paintEntry(*painter, row, index);
        const bool focused = option.widget != nullptr && option.widget->hasFocus();
        if (focused && option.state.testFlag(QStyle::State_HasFocus)) {
            widgets::paintFocusRing(*painter, QRectF(row), paint::space::controlRadius, theme);
        }
    }
    painter->restore();
}

} // namespace readyroom::drillsui
