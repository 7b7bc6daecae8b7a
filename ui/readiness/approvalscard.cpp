// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/approvalscard.h"

#include "models/items/readinesslines.h"
#include "ui/page/lineview.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/textbutton.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

QString whyNotSign(const readiness::Assessment &assessment)
{
    if (assessment.verdict != readiness::Verdict::NoGo) {
        return {};
    }
    const auto blockers = std::ranges::count_if(assessment.items, &readiness::AssessedItem::blocks);
    if (blockers > 0) {
        return blockers == 1 ? ApprovalsCard::tr("blocked by 1 item")
                             : ApprovalsCard::tr("blocked by %1 items").arg(blockers);
    }
    return assessment.score ? ApprovalsCard::tr("score below %1").arg(items::shortScoreText(assessment.profile->floor))
                            : ApprovalsCard::tr("nothing scores");
}

ApprovalsCard::ApprovalsCard(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_roles(new page::LineView(themes, tr("Approvals"), this))
    , m_nobody(new widgets::WrappedLabel(themes, 3, this))
    , m_sign(new widgets::TextButton(themes, tr("Sign off…"), {}, this))
{
    setObjectName(u"approvalsCard"_s);
    m_roles->setObjectName(u"approvals"_s);
    m_nobody->setMuted(true);
    m_nobody->setText(tr("This profile asks nobody for approval."));
    m_sign->setObjectName(u"signOff"_s);
    m_sign->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *content = new QWidget(this);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(paint::space::card, paint::space::unit, paint::space::card, 0);
    foot->setSpacing(paint::space::unit);
    foot->addWidget(m_nobody);
    foot->addWidget(m_sign);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_roles);
    column->addLayout(foot);
    auto *card = new widgets::Card(themes, this);
    card->setTitle(tr("Approvals"));
    card->setContent(content);
    card->setContentMargins({1, 0, 1, paint::space::card});
    card->setHeaderGap(2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    connect(m_sign, &QAbstractButton::clicked, this, &ApprovalsCard::signRequested);
}

void ApprovalsCard::take(const ReadinessView &view, Timestamp now)
{
    const readiness::Assessment &assessment = *view.assessment;
    const bool asked = !assessment.profile->approvals.empty();
    m_roles->setLines(items::approvalLines(*assessment.profile, view.latestSignOff, now));
    m_roles->setVisible(asked);
    m_nobody->setVisible(!asked);
    m_sign->setVisible(asked);
    const QString why = whyNotSign(assessment);
    const bool again = view.latestSignOff && view.latestSignOff->missing.isEmpty();
    m_sign->setEnabled(why.isEmpty());
    m_sign->setText(!why.isEmpty() ? tr("Sign off (%1)").arg(why) : again ? tr("Sign off again…") : tr("Sign off…"));
    m_sign->setAccessibleName(m_sign->text());
    m_sign->setToolTip(why.isEmpty() ? tr("Sign the evidence and the verdict with an SSH key.")
                                     : tr("A NO-GO is not signed off: mend or waive what blocks first."));
}

bool ApprovalsCard::canSign() const
{
    return !m_sign->isHidden() && m_sign->isEnabled();
}

} // namespace readyroom::readinessui
