// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;

namespace readyroom::widgets {

class ThemeSource;

/// A row of choices of which one is chosen: 5 m | 15 m | 1 h. One tab stop; the arrow keys choose.
class SegmentedControl final : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedControl(const ThemeSource &themes, QWidget *parent = nullptr);

    /// Each choice is a button whose accessible name is its text, or its description where one is given.
    void setChoices(const QStringList &texts, const QStringList &descriptions = {});
    [[nodiscard]] QStringList choices() const;
    [[nodiscard]] int current() const;
    /// Emits currentChanged only when it changes; out of range is ignored.
    void setCurrent(int index);

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_themes;
    QHBoxLayout *m_layout = nullptr;
    QButtonGroup *m_group = nullptr;
};

} // namespace readyroom::widgets
