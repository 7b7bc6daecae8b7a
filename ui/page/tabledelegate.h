// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QStyledItemDelegate>

#include <functional>
#include <optional>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::page {

/// A cell of a table or tree in a card: plain text, elided, with a hairline above, in the tone of its state and with
/// that state's shape where it has one.
class TableDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    struct Look {
        paint::Tone tone = paint::Tone::Neutral;
        bool shape = false; ///< the tone's shape stands before the text
        bool colourText = true; ///< the text takes the tone
    };
    using LookOf = std::function<Look(const QModelIndex &)>;

    TableDelegate(const widgets::ThemeSource &themes, LookOf lookOf, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const widgets::ThemeSource &m_themes;
    LookOf m_lookOf;
};

} // namespace readyroom::page
