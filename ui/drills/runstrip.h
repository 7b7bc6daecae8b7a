// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"

#include <QTimer>
#include <QWidget>

#include <functional>

namespace readyroom::widgets {
class ElidedLabel;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

/// Says on every page that a run is under way, and lets a person see it or end it. Hidden while none is, or while it is
/// seen anyway.
class RunStrip final : public QWidget {
    Q_OBJECT
public:
    /// `port` outlives this; `now` tells the time.
    RunStrip(const widgets::ThemeSource &themes, DrillsPort &port, std::function<Timestamp()> now,
             QWidget *parent = nullptr);

    /// Whether the run is shown elsewhere in the window.
    void setSeen(bool seen);

Q_SIGNALS:
    void showRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    const widgets::ThemeSource &m_themes;
    DrillsPort &m_port;
    std::function<Timestamp()> m_time;
    QTimer m_tick;
    bool m_seen = false;
    widgets::ElidedLabel *m_what = nullptr;
    widgets::ElidedLabel *m_elapsed = nullptr;
};

} // namespace readyroom::drillsui
