// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QStyledItemDelegate>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

/// Paints an item of a checklist, cell by cell. What is remote is plain text, elided.
class ChecklistDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int itemHeight = 40;
    static constexpr int categoryHeight = 32;

    explicit ChecklistDelegate(const widgets::ThemeSource &themes, QObject *parent = nullptr);

    /// Keeps room for check boxes in every row, so that titles stay in one line.
    void setTicking(bool ticking) { m_ticking = ticking; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// The view toggles check boxes itself, where they are painted.
    bool editorEvent(QEvent *, QAbstractItemModel *, const QStyleOptionViewItem &, const QModelIndex &) override
    {
        return false;
    }

    /// Where the check box of an item stands in its first cell.
    [[nodiscard]] static QRect checkBox(const QRect &cell);

private:
    void paintTitle(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    void paintMeasured(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    void paintText(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    void paintPill(QPainter &painter, const QRect &cell, const QModelIndex &index) const;

    const widgets::ThemeSource &m_themes;
    bool m_ticking = false;
};

} // namespace readyroom::readinessui
