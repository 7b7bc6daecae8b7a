// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/linedelegate.h"

#include "models/items/linemodel.h"
#include "ui/page/tones.h"
#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/paint/wrappedtext.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/themesource.h"

#include <QAbstractItemView>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace readyroom::page {

using namespace Qt::StringLiterals;
using items::LineModel;
using items::LineState;
using paint::TextSize;

namespace {

constexpr int padding = paint::space::card;
constexpr int shapeSize = 10;
constexpr int shapeGap = 6;
constexpr int gap = paint::space::unit;
constexpr int mostTextLines = 6;
constexpr int mostNoteLines = 4;

} // namespace

/// Where the parts of a row stand; all in the coordinates of its box.
struct LineDelegate::Places {
    QRectF shape; ///< empty: none
    QRectF text;
    QRectF value;
    QRectF note;
    int height = 0;
};

LineDelegate::LineDelegate(const widgets::ThemeSource &themes, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
{
}

LineDelegate::Places LineDelegate::placesOf(const QModelIndex &index, const QRect &box) const
{
    const QFont font = paint::font(TextSize::Body);
    const QFont small = paint::font(TextSize::Small);
    const bool shaped = static_cast<LineState>(index.data(LineModel::StateRole).toInt()) != LineState::Plain;
    const bool trailing = index.data(LineModel::TrailingRole).toBool();
    const QString text = index.data().toString();
    const QString value = index.data(LineModel::ValueRole).toString();
    const QString note = index.data(LineModel::NoteRole).toString();
    const int lead = shaped && !trailing ? shapeSize + shapeGap : 0;
    const int mark = shaped && trailing ? shapeSize + shapeGap : 0;
    const int above = m_ruled ? (paint::space::row - QFontMetrics(font).height()) / 2 : 3;
    const int inner = box.width() - 2 * padding;
    // A word more than half as wide as the row leaves nothing for what it is about.
    const double valueWidth =
        value.isEmpty() ? 0 : std::min<double>(QFontMetrics(font).horizontalAdvance(value) + 1, inner * 0.62 - mark);
    const double left = box.left() + padding + lead;
    const double beside = inner - lead - (value.isEmpty() ? 0 : valueWidth + mark + gap);
    const bool stacked = beside < inner * 0.5 && QFontMetricsF(font).horizontalAdvance(text) > beside;
    const double textWidth = stacked ? inner - lead : beside;
    const double line = QFontMetricsF(font).lineSpacing();
    double y = box.top() + above;

    Places places;
    places.text = {left, y, textWidth, paint::wrappedHeight(text, font, textWidth, mostTextLines)};
    if (shaped && !trailing) {
        places.shape = {double(box.left() + padding), y + (line - shapeSize) / 2, shapeSize, shapeSize};
    }
    const double textHeight = std::max(places.text.height(), line);
    places.value = stacked ? QRectF(left + mark, y + textHeight, valueWidth, line)
                           : QRectF(box.right() + 1 - padding - valueWidth, y, valueWidth, line);
    if (shaped && trailing) {
        places.shape = {places.value.left() - mark, places.value.top() + (line - shapeSize) / 2, shapeSize, shapeSize};
    }
    y += textHeight + (stacked ? line : 0.0);
    if (!note.isEmpty()) {
        const QFont &noteFont = m_quiet ? font : small;
        const double noteWidth = inner - lead;
        places.note = {left, y, noteWidth, paint::wrappedHeight(note, noteFont, noteWidth, mostNoteLines)};
        y += places.note.height();
    }
    places.height = static_cast<int>(std::ceil(y + above - box.top()));
    return places;
}

int LineDelegate::heightFor(const QModelIndex &index, int width) const
{
    return placesOf(index, {0, 0, width, 0}).height;
}

QSize LineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view != nullptr ? view->viewport()->width() : option.rect.width();
    return {80, heightFor(index, width)};
}

void LineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    const auto state = static_cast<LineState>(index.data(LineModel::StateRole).toInt());
    const paint::Tone tone = toneOf(state);
    const bool trailing = index.data(LineModel::TrailingRole).toBool();
    const Places places = placesOf(index, option.rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool focused = option.widget != nullptr && option.widget->hasFocus();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, theme.selection);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, theme.hover);
    }
    if (m_ruled && index.row() > 0) {
        painter->setPen(theme.hairline);
        painter->drawLine(QPointF(option.rect.left(), option.rect.top() + 0.5),
                          QPointF(option.rect.right() + 1, option.rect.top() + 0.5));
    }
    if (!places.shape.isEmpty()) {
        paint::paintShape(*painter, places.shape, tone, theme);
    }
    painter->setFont(paint::font(TextSize::Body));
    painter->setPen(theme.text);
    paint::drawWrapped(*painter, places.text, index.data().toString(), mostTextLines);
    painter->setPen(trailing && state != LineState::Plain ? theme.textOf(tone) : theme.text);
    // As wide as its words: at the right, or beneath the text.
    painter->drawText(places.value, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(index.data(LineModel::ValueRole).toString(), Qt::ElideRight,
                                                        static_cast<int>(places.value.width())));
    painter->setFont(paint::font(m_quiet ? TextSize::Body : TextSize::Small));
    painter->setPen(theme.mutedText);
    paint::drawWrapped(*painter, places.note, index.data(LineModel::NoteRole).toString(), mostNoteLines);
    if (focused && option.state.testFlag(QStyle::State_HasFocus)) {
        widgets::paintFocusRing(*painter, QRectF(option.rect), paint::space::controlRadius, theme);
    }
    painter->restore();
}

} // namespace readyroom::page
