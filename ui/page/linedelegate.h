// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::page {

/// Paints a row of an items::LineModel: text that wraps, the value at the right, a note beneath, and the shape of the
/// state before what has that state.
class LineDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit LineDelegate(const widgets::ThemeSource &themes, QObject *parent = nullptr);

    /// Hairlines between rows (the default), or only distance.
    void setRuled(bool ruled) { m_ruled = ruled; }
    /// Small muted text, as for claims.
    void setQuiet(bool quiet) { m_quiet = quiet; }

    /// Of a row that is this wide.
    [[nodiscard]] int heightFor(const QModelIndex &index, int width) const;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    struct Places;
    [[nodiscard]] Places placesOf(const QModelIndex &index, const QRect &box) const;

    const widgets::ThemeSource &m_themes;
    bool m_ruled = true;
    bool m_quiet = false;
};

} // namespace readyroom::page
