// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/elidedlabel.h"

#include "ui/widgets/themesource.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace readyroom::widgets {

QString plainToolTip(const QString &text)
{
    // Escaped and inside a tag of our own: Qt then reads it as markup for certain, and shows it as it is.
    return text.isEmpty() ? QString()
                          : QString(u"<p style='white-space:pre-wrap'>"_s + text.toHtmlEscaped() + u"</p>"_s);
}

ElidedLabel::ElidedLabel(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setFont(paint::font(paint::TextSize::Body));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&m_themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void ElidedLabel::setText(const QString &text)
{
    // One line: a line break of a hostile page must not stretch the layout.
    QString line = text;
    line.replace(u'\n', u' ').replace(QChar::LineSeparator, u' ').replace(QChar::ParagraphSeparator, u' ');
    if (line == m_text) {
        return;
    }
    m_text = line;
    setAccessibleName(line);
    updateGeometry();
    update();
}

void ElidedLabel::setTextFont(paint::TextSize size, paint::Weight weight)
{
    setFont(paint::font(size, weight));
    updateGeometry();
    update();
}

void ElidedLabel::setTone(paint::Tone tone)
{
    m_tone = tone;
    update();
}

void ElidedLabel::setMuted(bool muted)
{
    m_muted = muted;
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elideMode = mode;
    update();
}

bool ElidedLabel::isElided() const
{
    return QFontMetrics(font()).horizontalAdvance(m_text) > width() - overhang();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(m_text) + overhang() + 1, metrics.height()};
}

int ElidedLabel::overhang() const
{
    return m_text.isEmpty() ? 0 : std::max(0, -QFontMetrics(font()).leftBearing(m_text.front()));
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetrics metrics(font());
    return {std::min(metrics.horizontalAdvance(m_text) + 1, metrics.horizontalAdvance(u"mm…"_s)), metrics.height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const paint::Theme &theme = m_themes.theme();
    const bool neutral = m_tone == paint::Tone::Neutral;
    painter.setPen(!neutral ? theme.textOf(m_tone) : m_muted ? theme.mutedText : theme.text);
    painter.drawText(rect().adjusted(overhang(), 0, 0, 0), static_cast<int>(m_alignment) | Qt::TextSingleLine,
                     QFontMetrics(font()).elidedText(m_text, m_elideMode, width() - overhang()));
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (isElided()) {
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(m_text), this);
        } else {
            QToolTip::hideText();
            event->ignore();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace readyroom::widgets
