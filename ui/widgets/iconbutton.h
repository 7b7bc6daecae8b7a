// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/icon.h"

#include <QAbstractButton>

namespace readyroom::widgets {

class ThemeSource;

/// A small square button that shows a symbol. Its tooltip says what it does, its accessible name what it is.
class IconButton final : public QAbstractButton {
    Q_OBJECT
public:
    IconButton(const ThemeSource &themes, Symbol symbol, const QString &name, QWidget *parent = nullptr);

    void setSymbol(Symbol symbol);

    [[nodiscard]] QSize sizeHint() const override { return {22, 22}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const ThemeSource &m_themes;
    Symbol m_symbol;
};

} // namespace readyroom::widgets
