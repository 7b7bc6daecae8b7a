// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/section.h"

#include "ui/page/lineview.h"
#include "ui/widgets/elidedlabel.h"

#include <QVBoxLayout>

namespace readyroom::readinessui {

Section::Section(const widgets::ThemeSource &themes, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_subtitle(new widgets::ElidedLabel(themes, this))
    , m_view(new page::LineView(themes, title, this))
{
    auto *label = new widgets::ElidedLabel(themes, this);
    label->setTextFont(paint::TextSize::Body, paint::Weight::Strong);
    label->setText(title);
    label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_subtitle->setMuted(true);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(paint::space::card, 0, paint::space::card, 0);
    head->setSpacing(paint::space::unit);
    head->addWidget(label);
    head->addWidget(m_subtitle, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(m_view);
    hide();
}

void Section::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle);
}

void Section::setLines(std::vector<items::Line> lines)
{
    setVisible(!lines.empty());
    m_view->setLines(std::move(lines));
}

} // namespace readyroom::readinessui
