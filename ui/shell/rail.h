// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/icon.h"

#include <QKeySequence>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QVBoxLayout;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::shell {

/// The list of pages at the left edge.
class Rail final : public QWidget {
    Q_OBJECT
public:
    static constexpr int width = 176;

    explicit Rail(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// `number` 1 … 9 is that of its shortcut, Ctrl+number; pages stand in the order of their numbers.
    void addPage(int number, const QString &name, widgets::Symbol symbol);
    void setCurrent(int number);
    [[nodiscard]] int current() const;
    [[nodiscard]] static QKeySequence shortcutOf(int number);

Q_SIGNALS:
    void chosen(int number);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const widgets::ThemeSource &m_themes;
    QButtonGroup *m_group = nullptr;
    QVBoxLayout *m_layout = nullptr;
};

} // namespace readyroom::shell
