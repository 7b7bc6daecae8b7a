// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/noticebanner.h"

#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/themesource.h"

#include <QHBoxLayout>
#include <QPainter>

namespace readyroom::shell {

using namespace Qt::StringLiterals;

NoticeBanner::NoticeBanner(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_text(new widgets::ElidedLabel(themes, this))
{
    setObjectName(u"notice"_s);
    setFixedHeight(36);
    m_text->setObjectName(u"noticeText"_s);
    m_text->setTone(paint::Tone::Warning);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(paint::space::page + 22, 0, paint::space::page, 0);
    layout->addWidget(m_text);
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void NoticeBanner::say(const QString &sentence)
{
    m_text->setText(sentence);
    setAccessibleName(sentence);
    setVisible(!sentence.isEmpty());
}

QString NoticeBanner::sentence() const
{
    return m_text->text();
}

void NoticeBanner::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.surface);
    painter.setPen(QPen(theme.fill(paint::Tone::Warning), 1));
    painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
    paint::paintShape(painter, QRectF(paint::space::page, (height() - 12) / 2.0, 12, 12), paint::Tone::Warning, theme);
}

} // namespace readyroom::shell
