// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QComboBox;

namespace readyroom::widgets {
class SegmentedControl;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

/// Which of several series a chart draws: buttons side by side while they are few, a list that opens otherwise. Not
/// shown while there is nothing to choose.
class SeriesChoice final : public QWidget {
    Q_OBJECT
public:
    explicit SeriesChoice(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// Does not emit.
    void setChoices(const QStringList &names);
    [[nodiscard]] const QStringList &choices() const { return m_names; }
    void setCurrent(int index);

Q_SIGNALS:
    /// A person chose another one.
    void chosen(int index);

private:
    QStringList m_names;
    widgets::SegmentedControl *m_buttons = nullptr;
    QComboBox *m_list = nullptr;
};

} // namespace readyroom::drillsui
