// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::drillsui {

/// A step of a run: shape, title, what became of it, seconds. One of its targets: the same, smaller, on one line.
class StepDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit StepDelegate(const widgets::ThemeSource &themes, QObject *parent = nullptr);

    /// What failed says so in two lines where it needs them.
    [[nodiscard]] static int heightFor(const QModelIndex &index, int width);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintStep(QPainter &painter, const QRect &row, const QModelIndex &index) const;
    void paintTarget(QPainter &painter, const QRect &row, const QModelIndex &index) const;

    const widgets::ThemeSource &m_themes;
};

} // namespace readyroom::drillsui
