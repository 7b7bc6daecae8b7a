// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::drillsui {

/// A row of the list of drills: shape and word of the last run, title, where it acts, how long ago, and why it suggests
/// itself where it does. Headings are small and muted.
class DrillDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit DrillDelegate(const widgets::ThemeSource &themes, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintHeading(QPainter &painter, const QRect &row, const QString &text) const;
    void paintEntry(QPainter &painter, const QRect &row, const QModelIndex &index) const;

    const widgets::ThemeSource &m_themes;
};

} // namespace readyroom::drillsui
