// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/readinesscolumns.h"

#include "models/readiness/whatif.h"
#include "ui/page/columnscroll.h"
#include "ui/paint/typography.h"
#include "ui/readiness/categoryview.h"
#include "ui/readiness/checklistcard.h"
#include "ui/readiness/overviewcard.h"
#include "ui/readiness/verdictcolumn.h"

#include <QHBoxLayout>

#include <algorithm>

namespace readyroom::readinessui {

ReadinessColumns::ReadinessColumns(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_overview(new OverviewCard(themes, this))
    , m_checklist(new ChecklistCard(themes, this))
    , m_verdict(new VerdictColumn(themes, this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(paint::space::card);
    m_row->addWidget(m_overview);
    m_row->addWidget(m_checklist, 1);
    m_row->addWidget(m_verdict);
    connect(&m_overview->categories(), &CategoryView::chosen, m_checklist, &ChecklistCard::showCategory);
    connect(m_checklist, &ChecklistCard::categoryCleared, this, [this] { m_overview->categories().setChosen({}); });
    connect(m_verdict, &VerdictColumn::itemChosen, m_checklist, &ChecklistCard::showItem);
    connect(&m_checklist->checklist(), &items::ChecklistModel::tickedChanged, this, &ReadinessColumns::showVerdict);
}

void ReadinessColumns::take(const std::shared_ptr<const ReadinessView> &view, Timestamp now)
{
    m_view = view;
    m_now = now;
    m_overview->take(*view->assessment);
    m_checklist->take(view, now);
    showVerdict();
}

void ReadinessColumns::showVerdict()
{
    if (!m_view) {
        return;
    }
    const QSet<QString> &ticked = m_checklist->checklist().ticked();
    if (ticked.isEmpty()) {
        m_verdict->take(*m_view, nullptr, m_now);
        return;
    }
    const readiness::Assessment assumed = readiness::whatIf(*m_view->assessment, ticked, m_now);
    m_verdict->take(*m_view, &assumed, m_now);
}

void ReadinessColumns::arrange()
{
    const bool beside = width() >= threeColumnsFrom;
    const int right = std::clamp(width() * 215 / 1000, 240, 380);
    m_verdict->setFixedWidth(right + page::ColumnScroll::gutter);
    m_overview->setFixedWidth(beside ? std::clamp(width() * 18 / 100, 208, 340) : right);
    if (beside == (m_row->indexOf(m_overview) >= 0)) {
        return;
    }
    if (beside) {
        m_overview->setMinimumHeight(0);
        m_row->insertWidget(0, m_overview);
    } else {
        // As high as a column of a small window, since it scrolls by itself.
        m_overview->setMinimumHeight(480);
        m_verdict->addFoot(m_overview);
    }
}

void ReadinessColumns::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace readyroom::readinessui
