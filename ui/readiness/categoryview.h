// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/categorymodel.h"
#include "ui/page/quietlistview.h"

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

/// The categories with their scores. One can be chosen, by a click or Enter; choosing it again lets go of it.
class CategoryView final : public page::QuietListView {
    Q_OBJECT
public:
    explicit CategoryView(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    [[nodiscard]] items::CategoryModel &categories() { return m_categories; }
    /// Empty: none is chosen. Does not emit.
    void setChosen(const QString &name);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {64, sizeHint().height()}; }

Q_SIGNALS:
    /// Empty when the chosen one was let go.
    void chosen(const QString &name);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    [[nodiscard]] QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index,
                                                                       const QEvent *event) const override;

private:
    void toggle(const QModelIndex &index);

    items::CategoryModel m_categories;
};

} // namespace readyroom::readinessui
