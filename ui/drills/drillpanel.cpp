// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/drillpanel.h"

#include "ui/drills/drillhead.h"
#include "ui/page/emptystate.h"
#include "ui/paint/typography.h"

#include <QVBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

DrillPanel::DrillPanel(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_head(new DrillHead(themes, this))
    , m_problems(new page::EmptyState(themes, this))
{
    setObjectName(u"drillPanel"_s);
    m_problems->setObjectName(u"drillProblems"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paint::space::card);
    layout->addWidget(m_head);
    layout->addWidget(m_problems, 1);
}

void DrillPanel::setEntry(const DrillEntry &entry, Timestamp now)
{
    m_head->setEntry(entry, now);
    m_problems->setVisible(!entry.problems.isEmpty());
    if (!entry.problems.isEmpty()) {
        m_problems->say(tr("This drill cannot be run."), tr("Mend its file and save it; it is read again at once."),
                        entry.problems);
    }
}

} // namespace readyroom::drillsui
