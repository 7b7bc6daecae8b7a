// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

/// Paints a category: the shape of its state, name, score and letter over a bar as long as the score.
class CategoryDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int rowHeight = 46;
    static constexpr int unscoredHeight = 30; ///< of one that has no score, and so no bar

    [[nodiscard]] static int heightOf(const QModelIndex &category);

    explicit CategoryDelegate(const widgets::ThemeSource &themes, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const widgets::ThemeSource &m_themes;
};

} // namespace readyroom::readinessui
