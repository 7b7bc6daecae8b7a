// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/foldbutton.h"

#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

FoldButton::FoldButton(const widgets::ThemeSource &themes, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void FoldButton::setWords(const QString &title, const QString &words)
{
    setText(title);
    m_words = words;
    setAccessibleName(words.isEmpty() ? title : QString(title + u", "_s + words));
    update();
}

void FoldButton::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() && isEnabled()) {
        painter.fillRect(rect(), theme.hover);
    }
    // Without something below it there is nothing to unfold.
    if (isEnabled()) {
        const auto symbol = isChecked() ? widgets::Symbol::ChevronDown : widgets::Symbol::ChevronRight;
        widgets::icon(symbol, theme.mutedText)
            .paint(&painter, QRect(paint::space::card - 2, (height() - 14) / 2, 14, 14));
    }
    QRect box = rect().adjusted(paint::space::card + 18, 0, -paint::space::card, 0);
    painter.setFont(paint::font(paint::TextSize::Body, paint::Weight::Strong));
    painter.setPen(theme.text);
    const QString title = painter.fontMetrics().elidedText(text().simplified(), Qt::ElideRight, box.width());
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, title);
    box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance(title) + paint::space::unit);
    painter.setFont(paint::font(paint::TextSize::Body));
    painter.setPen(theme.mutedText);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_words.simplified(), Qt::ElideRight, std::max(0, box.width())));
    if (hasFocus()) {
        widgets::paintFocusRing(painter, QRectF(rect()).adjusted(2, 0, -2, 0), paint::space::controlRadius, theme);
    }
}

} // namespace readyroom::drillsui
