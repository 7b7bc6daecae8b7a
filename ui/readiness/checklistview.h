// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/checklistfilter.h"
#include "ui/readiness/itemaction.h"
#include "ui/readiness/itempanel.h"

#include <QPointer>
#include <QTreeView>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

class ChecklistDelegate;

/// The checklist, grouped by category. Enter, Right or a click unfold an item: then a panel beneath it tells the rest.
/// One is unfolded at a time, and the row that was chosen stays where it is on the screen.
class ChecklistView final : public QTreeView {
    Q_OBJECT
public:
    ChecklistView(const widgets::ThemeSource &themes, items::ChecklistFilter &shown, QWidget *parent = nullptr);

    /// Null while nothing is unfolded.
    [[nodiscard]] ItemPanel *panel() const { return m_panel; }
    /// Id of the unfolded item; empty: none is.
    [[nodiscard]] const QString &unfolded() const { return m_unfolded; }
    /// Whether items have check boxes.
    void setTicking(bool ticking);
    /// Whether any item of the profile has an owner.
    void setOwners(bool owners);
    void unfold(const QString &id);
    void fold();
    /// Id of the current item; empty on a category, or when nothing is current.
    [[nodiscard]] QString currentItem() const;
    /// Makes an item current and unfolds it, where it is shown.
    void showItem(const QString &id);

Q_SIGNALS:
    /// A panel was made for this item; it is empty yet.
    void panelOpened(const QString &id);
    void actionRequested(const QString &id, readyroom::readinessui::ItemAction action);

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override { }
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void keyboardSearch(const QString &) override { }

private:
    void toggle(const QModelIndex &index);
    void applyWidths();
    void fitPanel();
    void makePanel(const QModelIndex &item);
    bool onKey(int key, const QModelIndex &current);
    bool toggleTick(const QModelIndex &item);
    void drawCategory(QPainter &painter, const QRect &box, const QModelIndex &index) const;

    const widgets::ThemeSource &m_themes;
    items::ChecklistFilter &m_shown;
    ChecklistDelegate *m_delegate = nullptr;
    QPointer<ItemPanel> m_panel;
    QString m_unfolded;
    QPoint m_pressedAt;
    bool m_owners = true;
};

} // namespace readyroom::readinessui
