// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/verdictcolumn.h"

#include "models/items/readinesslines.h"
#include "ui/page/columnscroll.h"
#include "ui/page/lineview.h"
#include "ui/paint/typography.h"
#include "ui/readiness/approvalscard.h"
#include "ui/readiness/linescard.h"
#include "ui/readiness/pathlead.h"
#include "ui/readiness/verdictcard.h"

#include <QVBoxLayout>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;
using readiness::Assessment;

namespace {

constexpr int mostBlockers = 5;
constexpr int mostConditions = 4;

} // namespace

VerdictColumn::VerdictColumn(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_verdict(new VerdictCard(themes, this))
    , m_blockers(new LinesCard(themes, tr("What blocks"), this))
    , m_conditions(new LinesCard(themes, tr("Conditions"), this))
    , m_path(new LinesCard(themes, tr("Shortest path to GO"), this))
    , m_lead(new PathLead(themes, this))
    , m_approvals(new ApprovalsCard(themes, this))
{
    m_blockers->setObjectName(u"blockersCard"_s);
    m_blockers->view().setObjectName(u"blockers"_s);
    m_blockers->setLimit(mostBlockers);
    m_conditions->setObjectName(u"conditionsCard"_s);
    m_conditions->view().setObjectName(u"conditions"_s);
    m_conditions->setLimit(mostConditions);
    m_path->setObjectName(u"pathCard"_s);
    m_path->view().setObjectName(u"path"_s);
    m_path->setLead(m_lead);
    m_path->setMoreText(tr("Show the %1 steps"));
    m_path->setLimit(0);

    auto *content = new QWidget(this);
    m_cards = new QVBoxLayout(content);
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(paint::space::card);
    for (QWidget *card : std::initializer_list<QWidget *>{m_verdict, m_blockers, m_conditions, m_path, m_approvals}) {
        m_cards->addWidget(card);
    }
    m_cards->addStretch(1);
    auto *scroll = new page::ColumnScroll(themes, content, this);
    scroll->setObjectName(u"verdictScroll"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(m_blockers, &LinesCard::chosen, this, &VerdictColumn::itemChosen);
    connect(m_path, &LinesCard::chosen, this, &VerdictColumn::itemChosen);
}

void VerdictColumn::addFoot(QWidget *foot)
{
    m_cards->insertWidget(m_cards->count() - 1, foot);
}

void VerdictColumn::take(const ReadinessView &view, const Assessment *assumed, Timestamp now)
{
    const Assessment &actual = *view.assessment;
    const Assessment &shown = assumed != nullptr ? *assumed : actual;
    m_verdict->take(shown, assumed != nullptr ? &actual : nullptr);
    takeOpen(shown);
    takePath(shown);
    m_approvals->take(view, now);
}

void VerdictColumn::takeOpen(const Assessment &assessment)
{
    std::vector<items::Line> blockers = items::blockerLines(assessment);
    std::vector<items::Line> conditions = items::conditionLines(assessment);
    const bool conditional = assessment.verdict == readiness::Verdict::Conditional;
    m_blockers->setTitle(blockers.empty() ? tr("Nothing blocks") : tr("What blocks"));
    // A card without lines is as high as its title.
    m_blockers->setVisible(!conditional || !blockers.empty());
    m_blockers->setLines(std::move(blockers));
    m_conditions->setTitle(tr("Conditions"), QString::number(conditions.size()));
    m_conditions->setVisible(conditional && !conditions.empty());
    m_conditions->setLines(std::move(conditions));
}

void VerdictColumn::takePath(const Assessment &assessment)
{
    const readiness::Path &path = assessment.path;
    QString subtitle;
    if (path.reachable && !path.steps.empty()) {
        const QString hours = items::hoursText(readiness::toHours(path.effort));
        subtitle = path.steps.size() == 1 ? tr("1 item, %1").arg(hours)
                                          : tr("%1 items, %2").arg(QString::number(path.steps.size()), hours);
    }
    m_path->setTitle(tr("Shortest path to GO"), subtitle);
    m_lead->take(assessment);
    m_path->setLines(path.reachable ? items::pathLines(assessment) : std::vector<items::Line>{});
}

} // namespace readyroom::readinessui
