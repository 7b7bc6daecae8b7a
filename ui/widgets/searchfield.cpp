// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/searchfield.h"

#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/themesource.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace readyroom::widgets {

SearchField::SearchField(const ThemeSource &themes, QWidget *parent)
    : QLineEdit(parent)
    , m_themes(themes)
{
    setFrame(false);
    setFont(paint::font(paint::TextSize::Body));
    setFixedHeight(paint::space::control);
    setTextMargins(8, 0, 8, 0);
    setAccessibleName(tr("Search"));
    connect(&m_themes, &ThemeSource::changed, this, &SearchField::applyTheme);
    applyTheme();
}

void SearchField::applyTheme()
{
    QPalette p = paletteOf(m_themes.theme());
    // The field paints its own background; the line edit must not paint another over the rounded corners.
    p.setColor(QPalette::Base, Qt::transparent);
    setPalette(p);
    update();
}

void SearchField::setShortcut(const QKeySequence &keys)
{
    m_keys = keys;
    auto *shortcut = new QShortcut(keys, this);
    connect(shortcut, &QShortcut::activated, this, [this] {
        setFocus(Qt::ShortcutFocusReason);
        selectAll();
    });
    update();
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        if (text().isEmpty()) {
            clearFocus();
            Q_EMIT left();
        } else {
            clear();
        }
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::paintEvent(QPaintEvent *event)
{
    const paint::Theme &theme = m_themes.theme();
    const QRectF box(rect());
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.hairline, 1.0));
        painter.setBrush(theme.surface);
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), paint::space::controlRadius,
                                paint::space::controlRadius);
    }
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasFocus()) {
        paintFocusRing(painter, box, paint::space::controlRadius, theme);
    } else if (text().isEmpty() && !m_keys.isEmpty()) {
        const QString hint = m_keys.toString(QKeySequence::NativeText).replace(u'+', u' ');
        const QFont small = paint::font(paint::TextSize::Small);
        const double width = QFontMetrics(small).horizontalAdvance(hint) + 12;
        // A narrow field has room for what it is for, or for its shortcut, but not for both.
        if (fontMetrics().horizontalAdvance(placeholderText()) + width + 32 > box.width()) {
            return;
        }
        const QRectF key(box.right() - width - 8, box.center().y() - 9, width, 18);
        painter.setFont(small);
        painter.setPen(QPen(theme.hairline, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(key.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setPen(theme.mutedText);
        painter.drawText(key, Qt::AlignCenter, hint);
    }
}

} // namespace readyroom::widgets
