// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"

#include <QWidget>

namespace readyroom::widgets {
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

/// The scores on the way to GO in one glance, and how far along it is; or why there is no way.
class PathLead final : public QWidget {
    Q_OBJECT
public:
    explicit PathLead(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void take(const readiness::Assessment &assessment);
    [[nodiscard]] QString text() const;

private:
    class Bar;

    widgets::WrappedLabel *m_text = nullptr;
    Bar *m_bar = nullptr;
    widgets::WrappedLabel *m_assumed = nullptr;
};

} // namespace readyroom::readinessui
