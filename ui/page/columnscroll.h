// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::page {

/// Scrolls a column of lists. The bar has room of its own at the right, so that nothing moves when it comes and goes;
/// rows of lists come into sight as the keyboard reaches them.
class ColumnScroll final : public QScrollArea {
    Q_OBJECT
public:
    /// Takes ownership of `content`, which holds its lists already.
    ColumnScroll(const widgets::ThemeSource &themes, QWidget *content, QWidget *parent = nullptr);

    static constexpr int gutter = 12;

protected:
    void resizeEvent(QResizeEvent *event) override;
};

} // namespace readyroom::page
