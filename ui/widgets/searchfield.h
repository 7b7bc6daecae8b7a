// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace readyroom::widgets {

class ThemeSource;

/// A search field that shows its shortcut ("Ctrl K") at the right while empty. Escape clears it, and again leaves it.
class SearchField final : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(const ThemeSource &themes, QWidget *parent = nullptr);

    /// Shown as a hint and installed as a window shortcut that focuses the field.
    void setShortcut(const QKeySequence &keys);

Q_SIGNALS:
    /// Escape in an empty field.
    void left();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void applyTheme();

    const ThemeSource &m_themes;
    QKeySequence m_keys;
};

} // namespace readyroom::widgets
