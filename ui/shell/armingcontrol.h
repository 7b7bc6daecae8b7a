// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"
#include "ui/page/command.h"

#include <QTimer>
#include <QWidget>

#include <vector>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::shell {

class Indicator;

/// The lock of the top bar: "Read-only" at rest; "production 9:41" and a Disarm button in warning colour while that is
/// armed. A click on the lock asks what to arm, or offers to extend.
class ArmingControl final : public QWidget {
    Q_OBJECT
public:
    /// `arming` outlives this.
    ArmingControl(const widgets::ThemeSource &themes, ArmingPort &arming, QWidget *parent = nullptr);

    /// "Arm production …", "Disarm production", …
    [[nodiscard]] std::vector<page::Command> commands();

    /// Asks for a confirmation; `environment` is chosen first when given.
    void openDialog(const QString &environment = {});

private:
    void refresh();
    void onLock();
    void openMenu();

    const widgets::ThemeSource &m_themes;
    ArmingPort &m_arming;
    Indicator *m_lock = nullptr;
    Indicator *m_disarm = nullptr;
    QTimer m_tick;
};

/// "9:41", "1:02:03"; whole seconds, rounded up, so that it ends at 0:00.
[[nodiscard]] QString countdownText(Duration left);

} // namespace readyroom::shell
