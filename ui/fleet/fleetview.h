// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"
#include "ui/fleet/tilelayout.h"
#include "ui/page/quietlistview.h"

namespace readyroom::items {
class FleetSortModel;
}
namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::fleetui {

class TileDelegate;

/// A grouped wall of tiles. A QListView for selection, keyboard and accessibility, with a geometry of its own: only the
/// tiles in sight are ever looked at, so a thousand services scroll as easily as ten.
class FleetView final : public page::QuietListView {
    Q_OBJECT
public:
    FleetView(const widgets::ThemeSource &themes, items::FleetSortModel &services, QWidget *parent = nullptr);

    /// Repaints the ages of the tiles in sight.
    void setNow(Timestamp now);

    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    void doItemsLayout() override;

Q_SIGNALS:
    /// A printable key was typed while no filter had the focus.
    void typed(const QString &text);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override { return 0; }
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void updateGeometries() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyboardSearch(const QString &) override { }
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void startDrag(Qt::DropActions) override { }

private:
    void layOut();
    void paintHeader(QPainter &painter, int group) const;

    const widgets::ThemeSource &m_themes;
    items::FleetSortModel &m_services;
    TileDelegate *m_delegate = nullptr;
    TileLayout m_layout;
};

} // namespace readyroom::fleetui
