// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/textbutton.h"

#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

namespace readyroom::widgets {

namespace {

constexpr int padding = 12;
constexpr int symbolSize = 14;
constexpr int gap = 6;

} // namespace

TextButton::TextButton(const ThemeSource &themes, const QString &text, std::optional<Symbol> symbol, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
    , m_symbol(symbol)
{
    setText(text);
    setAccessibleName(text);
    setFont(paint::font(paint::TextSize::Body));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&m_themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void TextButton::setTone(paint::Tone tone)
{
    m_tone = tone;
    const bool strong = tone != paint::Tone::Neutral;
    setFont(paint::font(paint::TextSize::Body, strong ? paint::Weight::Strong : paint::Weight::Regular));
    updateGeometry();
    update();
}

QSize TextButton::sizeHint() const
{
    const int symbol = m_symbol ? symbolSize + gap : 0;
    return {QFontMetrics(font()).horizontalAdvance(text()) + symbol + 2 * padding, paint::space::control};
}

void TextButton::enterEvent(QEnterEvent *event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void TextButton::leaveEvent(QEvent *event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

void TextButton::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool pressed = isChecked() || isDown();
    const bool toned = m_tone != paint::Tone::Neutral && isEnabled();
    const QColor text = !isEnabled() ? theme.placeholder
        : toned                      ? theme.textOf(m_tone)
        : pressed                    ? theme.selectionText
                                     : theme.text;
    painter.setPen(QPen(toned ? theme.fill(m_tone) : isChecked() ? theme.accent : theme.hairline, 1.0));
    painter.setBrush(pressed ? theme.selection : underMouse() && isEnabled() ? theme.hover : theme.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), paint::space::controlRadius,
                            paint::space::controlRadius);
    QRect box = rect().adjusted(padding, 0, -padding, 0);
    if (m_symbol) {
        widgets::icon(*m_symbol, theme.mutedText)
            .paint(&painter, QRect(box.left(), (height() - symbolSize) / 2, symbolSize, symbolSize), Qt::AlignCenter,
                   isEnabled() ? QIcon::Normal : QIcon::Disabled);
        box.setLeft(box.left() + symbolSize + gap);
    }
    painter.setPen(text);
    // A button that is wider than its word, as at the foot of a card, has it in the middle.
    const bool fits = width() >= sizeHint().width();
    painter.drawText(box,
                     (m_symbol || !fits ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter | Qt::TextSingleLine,
                     fits ? this->text() : painter.fontMetrics().elidedText(this->text(), Qt::ElideRight, box.width()));
    if (hasFocus()) {
        paintFocusRing(painter, QRectF(rect()), paint::space::controlRadius, theme);
    }
}

} // namespace readyroom::widgets
