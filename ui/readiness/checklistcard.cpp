// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/checklistcard.h"

#include "ui/page/emptystate.h"
#include "ui/paint/typography.h"
#include "ui/readiness/checklisttools.h"
#include "ui/readiness/checklistview.h"
#include "ui/readiness/itempanel.h"
#include "ui/widgets/card.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

ChecklistCard::ChecklistCard(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_shown(m_checklist)
    , m_tools(new ChecklistTools(themes, this))
    , m_view(new ChecklistView(themes, m_shown, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new page::EmptyState(themes, this))
{
    m_empty->setObjectName(u"checklistEmpty"_s);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tools);
    column->addWidget(m_stack, 1);
    auto *card = new widgets::Card(themes, this);
    card->setContent(content);
    card->setContentMargins({1, 0, 1, 6});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    m_tools->setLeaveTarget(m_view);

    connect(m_tools, &ChecklistTools::changed, this, &ChecklistCard::applyFilter);
    connect(m_tools, &ChecklistTools::assumingChanged, &m_checklist, &items::ChecklistModel::setTicking);
    connect(m_tools, &ChecklistTools::assumingChanged, m_view, &ChecklistView::setTicking);
    connect(m_tools, &ChecklistTools::pathRequested, this, &ChecklistCard::tickPath);
    connect(m_tools, &ChecklistTools::untickRequested, this, [this] { m_checklist.setTicked({}); });
    connect(&m_checklist, &items::ChecklistModel::tickedChanged, this,
            [this] { m_tools->setTicked(static_cast<int>(m_checklist.ticked().size())); });
    connect(m_view, &ChecklistView::panelOpened, this, &ChecklistCard::refreshPanel);
}

void ChecklistCard::take(const std::shared_ptr<const ReadinessView> &view, Timestamp now)
{
    m_now = now;
    m_seen = view;
    m_checklist.update(view);
    m_checklist.setNow(now);
    m_view->setOwners(std::ranges::any_of(
        view->assessment->items, [](const readiness::AssessedItem &each) { return !each.item->owner.isEmpty(); }));
    refreshPanel();
    refreshEmptyState();
}

void ChecklistCard::applyFilter()
{
    m_shown.setText(m_tools->text());
    m_shown.setOpenOnly(m_tools->isOpenOnly());
    refreshEmptyState();
}

void ChecklistCard::showCategory(const QString &name)
{
    m_shown.setCategory(name);
    refreshEmptyState();
}

void ChecklistCard::showItem(const QString &id)
{
    if (!m_shown.indexOf(id).isValid()) {
        widen();
    }
    m_view->showItem(id);
}

bool ChecklistCard::widen()
{
    if (!m_shown.isNarrowed()) {
        return false;
    }
    if (!m_shown.category().isEmpty()) {
        m_shown.setCategory({});
        Q_EMIT categoryCleared();
    }
    m_tools->clear();
    return true;
}

void ChecklistCard::refreshEmptyState()
{
    if (m_shown.rowCount() > 0) {
        m_stack->setCurrentWidget(m_view);
        return;
    }
    if (m_checklist.rowCount() == 0) {
        m_empty->say(tr("The profile has no items."), tr("Add some under “categories:”; the score comes from them."));
    } else if (m_shown.isOpenOnly() && m_tools->text().isEmpty() && m_shown.category().isEmpty()) {
        m_empty->say(tr("Nothing is open."), tr("Press F to see every item again."));
    } else {
        m_empty->say(tr("No item matches."), tr("Press Escape to see every item again."));
    }
    m_stack->setCurrentWidget(m_empty);
}

void ChecklistCard::refreshPanel()
{
    ItemPanel *panel = m_view->panel();
    if (panel == nullptr) {
        return;
    }
    if (const readiness::AssessedItem *item = m_checklist.item(m_checklist.indexOf(m_view->unfolded()))) {
        panel->setItem(*item, m_now);
    }
}

void ChecklistCard::tickPath()
{
    if (!m_seen || !m_seen->assessment) {
        return;
    }
    QSet<QString> ids;
    for (const readiness::PathStep &step : m_seen->assessment->path.steps) {
        ids.insert(step.id);
    }
    m_checklist.setTicked(ids);
}

} // namespace readyroom::readinessui
