// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QAbstractButton>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::fleetui {

/// "◆ 1 critical": how many services are in a state; pressed, the page shows only these.
class StateCounter final : public QAbstractButton {
    Q_OBJECT
public:
    StateCounter(const widgets::ThemeSource &themes, fleet::ServiceState state, QWidget *parent = nullptr);

    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] fleet::ServiceState state() const { return m_state; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const widgets::ThemeSource &m_themes;
    fleet::ServiceState m_state;
    int m_count = -1;
};

} // namespace readyroom::fleetui
