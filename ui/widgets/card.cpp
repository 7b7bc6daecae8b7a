// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/themesource.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace readyroom::widgets {

namespace {

/// As high as the header of a chart, so that titles beside each other line up.
constexpr int headerHeight = 22;

} // namespace

Card::Card(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_header(new QWidget(this))
    , m_headerLayout(new QHBoxLayout(m_header))
    , m_layout(new QVBoxLayout(this))
    , m_contentLayout(new QVBoxLayout)
    , m_title(new ElidedLabel(themes, m_header))
    , m_subtitle(new ElidedLabel(themes, m_header))
{
    m_header->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_header->setMinimumHeight(headerHeight);
    m_title->setObjectName(u"title"_s);
    m_title->setTextFont(paint::TextSize::Body, paint::Weight::Strong);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_subtitle->setObjectName(u"subtitle"_s);
    m_subtitle->setTextFont(paint::TextSize::Body);
    m_subtitle->setMuted(true);
    m_headerLayout->setContentsMargins(paint::space::card, 0, paint::space::card, 0);
    m_headerLayout->setSpacing(paint::space::unit);
    m_headerLayout->addWidget(m_title);
    m_headerLayout->addWidget(m_subtitle, 1);
    m_layout->setContentsMargins(1, paint::space::card - 2, 1, 1);
    m_layout->setSpacing(paint::space::unit);
    m_layout->addWidget(m_header);
    m_layout->addLayout(m_contentLayout, 1);
    setContentMargins({paint::space::card, 0, paint::space::card, paint::space::card});
    refreshHeader();
    connect(&m_themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
    refreshHeader();
}

void Card::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle);
    setAccessibleDescription(subtitle);
    refreshHeader();
}

void Card::addHeaderWidget(QWidget *widget)
{
    m_headerLayout->addWidget(widget, 0, Qt::AlignRight | Qt::AlignVCenter);
    m_hasSlot = true;
    refreshHeader();
}

void Card::refreshHeader()
{
    m_header->setVisible(m_hasSlot || !m_title->text().isEmpty() || !m_subtitle->text().isEmpty());
}

void Card::setContent(QWidget *content)
{
    if (content == m_content) {
        return;
    }
    delete m_content;
    m_content = content;
    if (content) {
        m_contentLayout->addWidget(content);
    }
}

void Card::setContentMargins(const QMargins &margins)
{
    m_contentLayout->setContentsMargins(margins);
}

void Card::setHeaderGap(int gap)
{
    m_layout->setSpacing(gap);
}

void Card::setTone(paint::Tone tone)
{
    if (tone != m_tone) {
        m_tone = tone;
        update();
    }
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const paint::Theme &theme = m_themes.theme();
    painter.setBrush(theme.surface);
    painter.setPen(QPen(m_tone == paint::Tone::Neutral ? theme.hairline : theme.fill(m_tone), 1.0));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), paint::space::radius, paint::space::radius);
}

} // namespace readyroom::widgets
