// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segment.h"

#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/themesource.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace readyroom::widgets {

Segment::Segment(const ThemeSource &themes, const QString &text, Place place, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
    , m_place(place)
{
    setText(text);
    setCheckable(true);
    setFont(paint::font(paint::TextSize::Body));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&m_themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

QSize Segment::sizeHint() const
{
    return {QFontMetrics(font()).horizontalAdvance(text()) + 2 * 10, paint::space::control - 2};
}

void Segment::enterEvent(QEnterEvent *event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void Segment::leaveEvent(QEvent *event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

void Segment::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const paint::Theme &theme = m_themes.theme();
    constexpr double radius = paint::space::controlRadius - 1;
    QPainterPath shape;
    shape.setFillRule(Qt::WindingFill);
    const QRectF box(rect());
    shape.addRoundedRect(box, radius, radius);
    if (m_place == Place::Middle || m_place == Place::Last) {
        shape.addRect(box.adjusted(0, 0, -box.width() / 2, 0));
    }
    if (m_place == Place::Middle || m_place == Place::First) {
        shape.addRect(box.adjusted(box.width() / 2, 0, 0, 0));
    }
    painter.fillPath(shape.simplified(), isChecked() ? theme.selection : underMouse() ? theme.hover : theme.surface);
    painter.setPen(isChecked() ? theme.selectionText : theme.mutedText);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, text());
    if (hasFocus()) {
        paintFocusRing(painter, box, radius, theme);
    }
}

} // namespace readyroom::widgets
