// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"

#include <QKeySequence>
#include <QWidget>

namespace readyroom::widgets {
class TextButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

/// Ends the run under way and has it rolled back: one click, no question. Shown while there is one to be ended.
class AbortButton final : public QWidget {
    Q_OBJECT
public:
    /// `port` outlives this.
    AbortButton(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent = nullptr);

    /// Works anywhere in the window.
    [[nodiscard]] static QKeySequence shortcut();

private:
    void refresh();

    DrillsPort &m_port;
    QString m_aborted; ///< id of the run that was asked to end
    widgets::TextButton *m_button = nullptr;
};

} // namespace readyroom::drillsui
