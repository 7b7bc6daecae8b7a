// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/columntitles.h"

#include "ui/journal/journalview.h"
#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

namespace readyroom::journalui {

ColumnTitles::ColumnTitles(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void ColumnTitles::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setPen(theme.hairline);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    painter.setFont(paint::font(paint::TextSize::Small));
    painter.setPen(theme.mutedText);
    const Columns columns = Columns::forWidth(width());
    const std::array<QString, Columns::Count> titles{tr("time"), tr("kind"), tr("service"), tr("what happened"),
                                                     tr("operator")};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const Columns::Span span = columns.spans.at(i);
        painter.drawText(QRect(span.left, 0, span.width, height()), Qt::AlignLeft | Qt::AlignVCenter, titles.at(i));
    }
}

} // namespace readyroom::journalui
