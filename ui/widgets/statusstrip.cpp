// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statusstrip.h"

#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/themesource.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace readyroom::widgets {

using namespace Qt::StringLiterals;

StatusStrip::StatusStrip(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_label(new QLabel(this))
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_label->setFont(paint::font(paint::TextSize::Body));
    auto *close = new IconButton(themes, Symbol::Close, tr("Put this away"), this);
    m_close = close;
    connect(close, &QAbstractButton::clicked, this, [this] { say(paint::Tone::Neutral, {}); });
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(32, 6, 8, 6);
    layout->setSpacing(paint::space::unit);
    layout->addWidget(m_label, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    connect(&themes, &ThemeSource::changed, this, &StatusStrip::applyTheme);
    applyTheme();
    say(paint::Tone::Neutral, {});
}

void StatusStrip::say(paint::Tone tone, const QString &text, bool closable)
{
    m_tone = tone;
    m_label->setText(text);
    setAccessibleName(text);
    m_close->setVisible(closable);
    setVisible(!text.isEmpty());
    update();
}

QString StatusStrip::text() const
{
    return m_label->text();
}

void StatusStrip::applyTheme()
{
    m_label->setPalette(paletteOf(m_themes.theme()));
    update();
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_tone == paint::Tone::Neutral ? theme.hairline : theme.fill(m_tone), 1.0));
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), paint::space::radius, paint::space::radius);
    paint::paintShape(painter, QRectF(12, 10, 10, 10), m_tone, theme);
}

} // namespace readyroom::widgets
