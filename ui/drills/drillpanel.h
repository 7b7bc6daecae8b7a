// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"

#include <QWidget>

namespace readyroom::page {
class EmptyState;
}
namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::drillsui {

class DrillHead;

/// All about the action or drill that was chosen.
class DrillPanel final : public QWidget {
    Q_OBJECT
public:
    explicit DrillPanel(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setEntry(const DrillEntry &entry, Timestamp now);

private:
    DrillHead *m_head = nullptr;
    page::EmptyState *m_problems = nullptr;
};

} // namespace readyroom::drillsui
