// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/categorydelegate.h"

#include "models/items/categorymodel.h"
#include "ui/page/tones.h"
#include "ui/paint/scorebar.h"
#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

namespace readyroom::readinessui {

using items::CategoryModel;
using paint::TextSize;

namespace {

constexpr int padding = paint::space::card;
constexpr int shapeSize = 10;
constexpr int letterWidth = 28;
constexpr int barHeight = 6;

} // namespace

CategoryDelegate::CategoryDelegate(const widgets::ThemeSource &themes, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
{
}

int CategoryDelegate::heightOf(const QModelIndex &category)
{
    return category.data(CategoryModel::ScoreRole).isValid() ? rowHeight : unscoredHeight;
}

QSize CategoryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {120, heightOf(index)};
}

void CategoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    const paint::Tone tone = page::toneOf(static_cast<items::LineState>(index.data(CategoryModel::StateRole).toInt()));
    const QVariant score = index.data(CategoryModel::ScoreRole);
    const bool scored = score.isValid();
    const QString scoreText = index.data(CategoryModel::ScoreTextRole).toString();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect;
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(row, theme.selection);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(row, theme.hover);
    }
    const QRect line(row.left() + padding, row.top() + (scored ? 7 : 5), row.width() - 2 * padding, 20);
    if (tone != paint::Tone::Neutral) {
        paint::paintShape(*painter,
                          QRectF(line.left(), line.center().y() - shapeSize / 2.0 + 0.5, shapeSize, shapeSize), tone,
                          theme);
    }
    painter->setFont(paint::font(TextSize::Body));
    painter->setPen(theme.mutedText);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, index.data(CategoryModel::LetterRole).toString());
    const int letter = scored ? letterWidth : 0;
    painter->setFont(paint::font(TextSize::Body, scored ? paint::Weight::Strong : paint::Weight::Regular));
    painter->setPen(scored ? theme.text : theme.mutedText);
    const int scoreWidth = painter->fontMetrics().horizontalAdvance(scoreText);
    painter->drawText(line.adjusted(0, 0, -letter, 0), Qt::AlignRight | Qt::AlignVCenter, scoreText);
    painter->setFont(paint::font(TextSize::Body));
    painter->setPen(theme.text);
    const QRect name = line.adjusted(shapeSize + 6, 0, -letter - scoreWidth - paint::space::unit, 0);
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, name.width()));
    if (scored) {
        paint::paintScoreBar(*painter, QRectF(line.left(), line.bottom() + 6, line.width(), barHeight),
                             score.toDouble(), tone, theme);
    }
    const bool focused = option.widget != nullptr && option.widget->hasFocus();
    if (focused && option.state.testFlag(QStyle::State_HasFocus)) {
        widgets::paintFocusRing(*painter, QRectF(row).adjusted(2, 0, -2, 0), paint::space::controlRadius, theme);
    }
    painter->restore();
}

} // namespace readyroom::readinessui
