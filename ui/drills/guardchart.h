// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"

#include <QWidget>

namespace readyroom::charts {
class TimeChart;
}
namespace readyroom::items {
struct GuardSeries;
}
namespace readyroom::widgets {
class SegmentedControl;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

/// What a guard of a run reads, its limit as a dashed line, and a marker at each act. Where several guards read
/// numbers, a person chooses which one is drawn.
class GuardChart final : public QWidget {
    Q_OBJECT
public:
    explicit GuardChart(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setRun(const drills::Run &run, Timestamp now);

private:
    void showProbe(const items::GuardSeries &series);
    void showWindow(const drills::Run &run, Timestamp now);
    void choose(const std::vector<items::GuardSeries> &all);

    QString m_run; ///< id
    QString m_probe; ///< the one that is drawn; empty: the first
    bool m_zoomed = false; ///< a person looks at a part
    QStringList m_probes;
    drills::Run m_shown;
    Timestamp m_now{};
    widgets::SegmentedControl *m_choice = nullptr;
    charts::TimeChart *m_chart = nullptr;
};

} // namespace readyroom::drillsui
