// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/indicator.h"

#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

#include <algorithm>

namespace readyroom::shell {

namespace {

constexpr int padding = 10;
constexpr int signSize = 12;
constexpr int gap = 7;

} // namespace

Indicator::Indicator(const widgets::ThemeSource &themes, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
{
    setFont(paint::font(paint::TextSize::Body));
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void Indicator::setSign(Sign sign, const QString &text)
{
    m_sign = sign;
    setText(text);
    reserve({text});
    update();
}

void Indicator::setTone(paint::Tone tone)
{
    m_tone = tone;
    update();
}

void Indicator::reserve(const QStringList &texts)
{
    for (const QString &text : texts) {
        m_textWidth = std::max(m_textWidth, fontMetrics().horizontalAdvance(text));
    }
    updateGeometry();
}

QSize Indicator::sizeHint() const
{
    return {padding + m_textWidth + gap + signSize + padding, 30};
}

void Indicator::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    const bool neutral = m_tone == paint::Tone::Neutral;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(theme.focus, 2.0) : QPen(neutral ? theme.hairline : theme.fill(m_tone), 1.0));
    painter.setBrush(underMouse() && focusPolicy() != Qt::NoFocus ? theme.hover : theme.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), paint::space::controlRadius,
                            paint::space::controlRadius);

    const bool signFirst = m_sign == Sign::Lock || m_sign == Sign::Unlocked;
    const int textWidth = fontMetrics().horizontalAdvance(text());
    const int groupWidth = m_sign == Sign::None ? textWidth : textWidth + gap + signSize;
    const int left = (width() - groupWidth) / 2;
    const QRect words(signFirst ? left + signSize + gap : left, 0, textWidth + 1, height());
    const QRect sign(signFirst ? left : left + textWidth + gap, (height() - signSize) / 2, signSize, signSize);
    painter.setPen(neutral ? theme.mutedText : theme.textOf(m_tone));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text());
    switch (m_sign) {
    case Sign::Live:
        paint::paintShape(painter, QRectF(sign).adjusted(1, 1, -1, -1), paint::Tone::Ok, theme);
        break;
    case Sign::Paused:
        widgets::icon(widgets::Symbol::Pause, theme.textOf(paint::Tone::Warning)).paint(&painter, sign);
        break;
    case Sign::Lock:
        widgets::icon(widgets::Symbol::Lock, theme.mutedText).paint(&painter, sign);
        break;
    case Sign::Unlocked:
        widgets::icon(widgets::Symbol::Unlock, theme.textOf(m_tone)).paint(&painter, sign);
        break;
    case Sign::None:
        break;
    }
}

} // namespace readyroom::shell
