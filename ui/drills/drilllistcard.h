// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/drilllistmodel.h"

#include <QWidget>

#include <functional>

class QStackedWidget;

namespace readyroom::page {
class EmptyState;
class QuietListView;
} // namespace readyroom::page
namespace readyroom::widgets {
class SearchField;
class SegmentedControl;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

/// The list of actions and drills, with a filter and a choice of how they are grouped.
class DrillListCard final : public QWidget {
    Q_OBJECT
public:
    explicit DrillListCard(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setEntries(std::vector<DrillEntry> entries, Timestamp now);
    void setNow(Timestamp now);
    /// Selects the entry, without saying so; where the filter hides it, the filter goes.
    void setChosen(const QString &key);
    [[nodiscard]] const QString &chosen() const { return m_chosen; }
    [[nodiscard]] const items::DrillListModel &entries() const { return m_entries; }
    void focusText();
    void focusList();

Q_SIGNALS:
    /// A person wants to see this entry.
    void chose(const QString &key);

private:
    void change(const std::function<void()> &how);
    void select(const QModelIndex &index);
    void refreshEmptyState();

    items::DrillListModel m_entries;
    QString m_chosen; ///< key; stays while the filter hides it
    bool m_changing = false; ///< by the program
    widgets::SearchField *m_text = nullptr;
    widgets::SegmentedControl *m_grouping = nullptr;
    page::QuietListView *m_view = nullptr;
    page::EmptyState *m_empty = nullptr;
    QStackedWidget *m_stack = nullptr;
};

} // namespace readyroom::drillsui
