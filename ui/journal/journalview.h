// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/journal/daylayout.h"
#include "ui/page/quietlistview.h"

#include <array>

namespace readyroom::items {
class JournalModel;
}
namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::journalui {

/// Where the columns of the table stand, for a row of this width.
struct Columns {
    enum Column { Time, Kind, Service, Text, Operator, Count };
    struct Span {
        int left = 0;
        int width = 0; ///< 0: there is no room for it
    };
    std::array<Span, Count> spans;

    [[nodiscard]] static Columns forWidth(int width);
};

/// The entries of a journal, grouped by local day: a QListView for selection, keyboard and accessibility, with a
/// geometry of its own. Only the rows in sight are looked at. What comes in above them moves neither them nor the
/// selection; at the very top new entries show at once.
class JournalView final : public page::QuietListView {
    Q_OBJECT
public:
    JournalView(const widgets::ThemeSource &themes, items::JournalModel &entries, QWidget *parent = nullptr);

    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    void doItemsLayout() override;
    void reset() override;

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
    void startDrag(Qt::DropActions) override { }

private:
    void layOut();
    void fetchIfNear();
    void paintHeader(QPainter &painter, int day) const;
    void paintRow(QPainter &painter, const QRect &box, int row, const Columns &columns) const;

    const widgets::ThemeSource &m_themes;
    items::JournalModel &m_entries;
    DayLayout m_layout;
    QWidget *m_titles = nullptr;
};

} // namespace readyroom::journalui
