// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tabledelegate.h"

#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

namespace readyroom::page {

namespace {

constexpr int padding = 12;
constexpr int shapeSize = 10;

} // namespace

TableDelegate::TableDelegate(const widgets::ThemeSource &themes, LookOf lookOf, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
    , m_lookOf(std::move(lookOf))
{
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {80, paint::space::row};
}

void TableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    const Look look = m_lookOf(index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool focused = option.widget != nullptr && option.widget->hasFocus();
    if (option.state.testFlag(QStyle::State_Selected) && focused) {
        painter->fillRect(option.rect, theme.selection);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, theme.hover);
    }
    if (index.row() > 0 || index.parent().isValid()) {
        painter->setPen(theme.hairline);
        painter->drawLine(QPointF(option.rect.left(), option.rect.top() + 0.5),
                          QPointF(option.rect.right() + 1, option.rect.top() + 0.5));
    }
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    const bool trailing = alignment.testFlag(Qt::AlignRight);
    QRect box = option.rect.adjusted(index.column() == 0 ? padding : paint::space::unit, 0, trailing ? -padding : 0, 0);
    if (look.shape) {
        paint::paintShape(*painter, QRectF(box.left(), box.center().y() - shapeSize / 2.0 + 0.5, shapeSize, shapeSize),
                          look.tone, theme);
        box.setLeft(box.left() + shapeSize + 6);
    }
    const bool coloured = look.colourText && look.tone != paint::Tone::Neutral;
    painter->setFont(paint::font(paint::TextSize::Body));
    painter->setPen(coloured ? theme.textOf(look.tone) : theme.text);
    painter->drawText(box, static_cast<int>(alignment) | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, box.width()));
    painter->restore();
}

} // namespace readyroom::page
