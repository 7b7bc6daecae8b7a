// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"

#include <QWidget>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::shell {

/// A frame in warning colour around the window while something is armed; lets every click through.
class ArmedFrame final : public QWidget {
    Q_OBJECT
public:
    /// Stays as large as `window`, above all it holds.
    ArmedFrame(const widgets::ThemeSource &themes, const ArmingPort &arming, QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void fit();

    const widgets::ThemeSource &m_themes;
    const ArmingPort &m_arming;
};

} // namespace readyroom::shell
