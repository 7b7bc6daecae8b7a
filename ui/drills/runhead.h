// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"
#include "models/ports/drillsport.h"

#include <QWidget>

namespace readyroom::widgets {
class ElidedLabel;
class TextButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

class AbortButton;

/// Which run is shown, how long its environment stays armed, and what can be done about it: Abort, Undo, back.
class RunHead final : public QWidget {
    Q_OBJECT
public:
    /// `port` outlives this.
    RunHead(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent = nullptr);

    void setRun(const drills::Run &run);
    /// Absent: nothing is armed.
    void setArmed(const std::optional<Armed> &armed);
    /// Whether there is something to be taken back, and what has to be armed first; empty: nothing.
    void setUndoable(bool undoable, const QString &toBeArmed);

Q_SIGNALS:
    void backRequested();
    void undoRequested();

private:
    widgets::TextButton *m_back = nullptr;
    widgets::ElidedLabel *m_title = nullptr;
    widgets::ElidedLabel *m_where = nullptr;
    widgets::ElidedLabel *m_armed = nullptr;
    widgets::TextButton *m_undo = nullptr;
    AbortButton *m_abort = nullptr;
};

} // namespace readyroom::drillsui
