// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"

#include <QWidget>

namespace readyroom::charts {
class TimeChart;
}
namespace readyroom::items {
struct RunSeries;
}
namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::drillsui {

class SeriesChoice;

/// The numbers of a run over its time, with a marker at each act: what a guard reads and its limit, how a load goes, or
/// what is compared with both means and the interval. A person chooses which; until then the run does.
class RunChart final : public QWidget {
    Q_OBJECT
public:
    explicit RunChart(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setRun(const drills::Run &run, Timestamp now);
    /// There is something to draw, or will be.
    [[nodiscard]] bool hasSomething() const;

private:
    void draw(const items::RunSeries &series);
    void drawNothing();
    void showWindow(const items::RunSeries *series);

    QString m_run; ///< id
    QString m_chosen; ///< by a person; empty: nobody did
    bool m_zoomed = false; ///< a person looks at a part
    drills::Run m_shown;
    Timestamp m_now{};
    SeriesChoice *m_choice = nullptr;
    charts::TimeChart *m_chart = nullptr;
};

} // namespace readyroom::drillsui
