// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"

#include <QWidget>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

class CategoryView;
class Section;

/// The left column: categories with their scores, scenarios, phases, risks, and the claims of the report.
class OverviewCard final : public QWidget {
    Q_OBJECT
public:
    explicit OverviewCard(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void take(const readiness::Assessment &assessment);
    [[nodiscard]] CategoryView &categories() { return *m_categories; }

private:
    CategoryView *m_categories = nullptr;
    Section *m_scenarios = nullptr;
    Section *m_phases = nullptr;
    Section *m_risks = nullptr;
    Section *m_claims = nullptr;
};

} // namespace readyroom::readinessui
