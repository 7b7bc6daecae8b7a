// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/overviewcard.h"

#include "models/items/readinesslines.h"
#include "ui/page/columnscroll.h"
#include "ui/page/linedelegate.h"
#include "ui/page/lineview.h"
#include "ui/paint/typography.h"
#include "ui/readiness/categoryview.h"
#include "ui/readiness/section.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elidedlabel.h"

#include <QVBoxLayout>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

OverviewCard::OverviewCard(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_categories(new CategoryView(themes, this))
    , m_scenarios(new Section(themes, tr("Scenarios"), this))
    , m_phases(new Section(themes, tr("Phases"), this))
    , m_risks(new Section(themes, tr("Risks"), this))
    , m_claims(new Section(themes, tr("Claims"), this))
{
    setObjectName(u"overview"_s);
    m_scenarios->view().setObjectName(u"scenarios"_s);
    m_phases->view().setObjectName(u"phases"_s);
    m_phases->setSubtitle(tr("score after each"));
    m_risks->view().setObjectName(u"risks"_s);
    m_claims->view().setObjectName(u"claims"_s);
    m_claims->view().delegate().setRuled(false);
    m_claims->view().delegate().setQuiet(true);

    auto *content = new QWidget(this);
    auto *title = new widgets::ElidedLabel(themes, content);
    title->setTextFont(paint::TextSize::Body, paint::Weight::Strong);
    title->setText(tr("Categories"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(paint::space::card, 0, paint::space::card, 0);
    head->addWidget(title);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, paint::space::card);
    column->setSpacing(0);
    column->addLayout(head);
    column->addSpacing(4);
    column->addWidget(m_categories);
    for (Section *section : {m_scenarios, m_phases, m_risks, m_claims}) {
        column->addWidget(section);
        section->setContentsMargins(0, paint::space::page, 0, 0);
    }
    column->addStretch(1);

    auto *scroll = new page::ColumnScroll(themes, content, this);
    scroll->setObjectName(u"overviewScroll"_s);
    auto *card = new widgets::Card(themes, this);
    card->setContent(scroll);
    card->setContentMargins({0, 2, 0, 2});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
}

void OverviewCard::take(const readiness::Assessment &assessment)
{
    m_categories->categories().update(assessment);
    m_scenarios->setLines(items::scenarioLines(assessment));
    m_phases->setLines(items::phaseLines(assessment));
    m_risks->setLines(items::riskLines(assessment));
    m_claims->setLines(items::claimLines(assessment));
    const int broken = items::brokenClaims(assessment);
    m_claims->setSubtitle(
        broken == 0
            ? tr("all add up")
            : tr("%1 of %2 do not add up").arg(QString::number(broken), QString::number(assessment.claims.size())));
}

} // namespace readyroom::readinessui
