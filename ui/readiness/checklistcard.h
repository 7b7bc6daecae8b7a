// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/checklistfilter.h"
#include "models/items/checklistmodel.h"
#include "ui/readiness/itemaction.h"

#include <QWidget>

class QStackedWidget;

namespace readyroom::page {
class EmptyState;
}
namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

class ChecklistTools;
class ChecklistView;

/// The middle column: the checklist and what narrows it.
class ChecklistCard final : public QWidget {
    Q_OBJECT
public:
    explicit ChecklistCard(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void take(const std::shared_ptr<const ReadinessView> &view, Timestamp now);
    void setNow(Timestamp now) { m_checklist.setNow(now); }
    /// Empty: all of them.
    void showCategory(const QString &name);
    void showItem(const QString &id);
    /// False when there was nothing to widen.
    bool widen();

    [[nodiscard]] items::ChecklistModel &checklist() { return m_checklist; }
    [[nodiscard]] ChecklistView &view() { return *m_view; }
    [[nodiscard]] ChecklistTools &tools() { return *m_tools; }

Q_SIGNALS:
    void categoryCleared();

private:
    void applyFilter();
    void refreshEmptyState();
    void refreshPanel();
    void tickPath();

    items::ChecklistModel m_checklist;
    items::ChecklistFilter m_shown;
    std::shared_ptr<const ReadinessView> m_seen;
    Timestamp m_now{};
    ChecklistTools *m_tools = nullptr;
    ChecklistView *m_view = nullptr;
    QStackedWidget *m_stack = nullptr;
    page::EmptyState *m_empty = nullptr;
};

} // namespace readyroom::readinessui
