// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::drillsui {

class FoldButton;
class TargetPreview;

/// One step of what would be done; unfolded, target by target.
class StepPreview final : public QWidget {
    Q_OBJECT
public:
    explicit StepPreview(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setStep(const DrillPreview::Step &step);
    void setUnfolded(bool unfolded);

private:
    void refresh();

    const widgets::ThemeSource &m_themes;
    DrillPreview::Step m_step;
    FoldButton *m_head = nullptr;
    QWidget *m_body = nullptr;
    QVBoxLayout *m_column = nullptr;
    std::vector<TargetPreview *> m_targets; ///< made when it is unfolded
};

} // namespace readyroom::drillsui
