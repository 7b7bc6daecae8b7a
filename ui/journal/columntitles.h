// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::journalui {

/// The titles above the columns of a JournalView, as wide as its rows.
class ColumnTitles final : public QWidget {
    Q_OBJECT
public:
    ColumnTitles(const widgets::ThemeSource &themes, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const widgets::ThemeSource &m_themes;
};

} // namespace readyroom::journalui
