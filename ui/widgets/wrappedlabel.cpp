// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wrappedlabel.h"

#include "ui/paint/wrappedtext.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/themesource.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace readyroom::widgets {

WrappedLabel::WrappedLabel(const ThemeSource &themes, int mostLines, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_mostLines(mostLines)
{
    setFont(paint::font(paint::TextSize::Body));
    // Not Fixed: that would hold it to the height of its hint, whatever its width.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&m_themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void WrappedLabel::setText(const QString &text)
{
    if (text == m_text) {
        return;
    }
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void WrappedLabel::setTextFont(paint::TextSize size, paint::Weight weight)
{
    setFont(paint::font(size, weight));
    updateGeometry();
    update();
}

void WrappedLabel::setTone(paint::Tone tone)
{
    m_tone = tone;
    update();
}

void WrappedLabel::setMuted(bool muted)
{
    m_muted = muted;
    update();
}

void WrappedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

int WrappedLabel::heightForWidth(int width) const
{
    return m_text.isEmpty() ? 0 : static_cast<int>(std::ceil(paint::wrappedHeight(m_text, font(), width, m_mostLines)));
}

QSize WrappedLabel::sizeHint() const
{
    const int natural = QFontMetrics(font()).horizontalAdvance(m_text) + 1;
    const int width = std::min(natural, 320);
    return {width, heightForWidth(width)};
}

QSize WrappedLabel::minimumSizeHint() const
{
    return {QFontMetrics(font()).horizontalAdvance(QStringLiteral("mm…")), QFontMetrics(font()).height()};
}

void WrappedLabel::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setPen(m_tone != paint::Tone::Neutral ? theme.textOf(m_tone) : m_muted ? theme.mutedText : theme.text);
    paint::drawWrapped(painter, rect(), m_text, m_mostLines, m_alignment);
}

bool WrappedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (paint::fitsWrapped(m_text, font(), width(), m_mostLines)) {
            QToolTip::hideText();
            event->ignore();
        } else {
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(m_text), this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace readyroom::widgets
