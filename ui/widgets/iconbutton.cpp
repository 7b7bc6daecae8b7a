// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/iconbutton.h"

#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

namespace readyroom::widgets {

IconButton::IconButton(const ThemeSource &themes, Symbol symbol, const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
    , m_symbol(symbol)
{
    setAccessibleName(name);
    setToolTip(name);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&m_themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void IconButton::setSymbol(Symbol symbol)
{
    m_symbol = symbol;
    update();
}

void IconButton::enterEvent(QEnterEvent *event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void IconButton::leaveEvent(QEvent *event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

void IconButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const paint::Theme &theme = m_themes.theme();
    if (isChecked() || isDown() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() || isDown() ? theme.selection : theme.hover);
        painter.drawRoundedRect(rect(), paint::space::controlRadius, paint::space::controlRadius);
    }
    constexpr int side = 14;
    const QRect box((width() - side) / 2, (height() - side) / 2, side, side);
    widgets::icon(m_symbol, isChecked() ? theme.accent : theme.mutedText)
        .paint(&painter, box, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
    if (hasFocus()) {
        paintFocusRing(painter, QRectF(rect()), paint::space::controlRadius, theme);
    }
}

} // namespace readyroom::widgets
