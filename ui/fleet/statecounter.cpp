// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/statecounter.h"

#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/statebadge.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

namespace readyroom::fleetui {

using namespace Qt::StringLiterals;
using paint::TextSize;
using paint::Weight;

namespace {

constexpr int shapeSize = 10;
constexpr int padding = 8;

} // namespace

StateCounter::StateCounter(const widgets::ThemeSource &themes, fleet::ServiceState state, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
    , m_state(state)
{
    setObjectName(u"count-"_s + fleet::serviceStateName(state));
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
    setCount(0);
}

void StateCounter::setCount(int count)
{
    if (m_count == count) {
        return;
    }
    m_count = count;
    const QString text = QString::number(count) + u' ' + widgets::wordOf(m_state);
    setText(text);
    setAccessibleName(tr("%1, show only these").arg(text));
    updateGeometry();
    update();
}

QSize StateCounter::sizeHint() const
{
    const int number =
        QFontMetrics(paint::font(TextSize::Heading, Weight::Strong)).horizontalAdvance(QString::number(m_count));
    const int word = QFontMetrics(paint::font(TextSize::Body)).horizontalAdvance(widgets::wordOf(m_state));
    return {padding + shapeSize + 8 + number + 7 + word + padding, 28};
}

void StateCounter::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void StateCounter::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void StateCounter::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    widgets::paintFlatButton(painter, *this, theme);
    // At rest, nothing of a kind is not worth a colour.
    const paint::Tone tone = m_count > 0 ? widgets::toneOf(m_state) : paint::Tone::Neutral;
    if (m_count == 0) {
        painter.setOpacity(0.75);
    }
    int x = padding;
    paint::paintShape(painter, QRectF(x, (height() - shapeSize) / 2.0, shapeSize, shapeSize),
                      m_count > 0 ? tone : widgets::toneOf(m_state), theme);
    x += shapeSize + 8;
    const QFont strong = paint::font(TextSize::Heading, Weight::Strong);
    const QString number = QString::number(m_count);
    painter.setFont(strong);
    painter.setPen(theme.text);
    painter.drawText(QRect(x, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, number);
    x += QFontMetrics(strong).horizontalAdvance(number) + 7;
    painter.setFont(paint::font(TextSize::Body));
    painter.drawText(QRect(x, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, widgets::wordOf(m_state));
}

} // namespace readyroom::fleetui
