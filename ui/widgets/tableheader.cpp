// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tableheader.h"

#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

namespace readyroom::widgets {

TableHeader::TableHeader(const ThemeSource &themes, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_themes(themes)
{
    setSectionResizeMode(QHeaderView::Fixed);
    setMinimumSectionSize(24);
    setSectionsClickable(false);
    setHighlightSections(false);
    viewport()->setAutoFillBackground(false);
    connect(&themes, &ThemeSource::changed, this, [this] { viewport()->update(); });
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const paint::Theme &theme = m_themes.theme();
    painter->save();
    painter->fillRect(rect, theme.surface);
    painter->setPen(theme.hairline);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->setFont(paint::font(paint::TextSize::Small));
    painter->setPen(theme.mutedText);
    const auto alignment =
        Qt::Alignment(model()->headerData(logicalIndex, Qt::Horizontal, Qt::TextAlignmentRole).toInt());
    const bool trailing = alignment.testFlag(Qt::AlignRight);
    const QRect box = rect.adjusted(logicalIndex == 0 ? 12 : 8, 0, trailing ? -12 : 0, 0);
    painter->drawText(box, static_cast<int>(alignment) | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(model()->headerData(logicalIndex, Qt::Horizontal).toString(),
                                                        Qt::ElideMiddle, box.width()));
    painter->restore();
}

} // namespace readyroom::widgets
