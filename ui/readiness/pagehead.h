// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"
#include "ui/readiness/chooser.h"

#include <QWidget>

namespace readyroom::widgets {
class ElidedLabel;
class TextButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

/// What is asked of what: title, service, profile, gate; and what can be done with all of it.
class PageHead final : public QWidget {
    Q_OBJECT
public:
    PageHead(const widgets::ThemeSource &themes, Chooser::Provider services, Chooser::Provider profiles,
             QWidget *parent = nullptr);

    /// Empty parts are still to be chosen.
    void setSubject(const ReadinessSubject &subject, const QString &profileTitle);
    /// Absent: nothing is evaluated yet, and there is nothing to compare or export.
    void setGate(std::optional<double> gate);
    [[nodiscard]] Chooser &services() { return *m_service; }
    [[nodiscard]] Chooser &profiles() { return *m_profile; }
    [[nodiscard]] QWidget &exportButton();

Q_SIGNALS:
    void compareRequested();
    void exportRequested();

private:
    Chooser *m_service = nullptr;
    Chooser *m_profile = nullptr;
    widgets::ElidedLabel *m_gate = nullptr;
    widgets::TextButton *m_compare = nullptr;
    widgets::TextButton *m_export = nullptr;
};

} // namespace readyroom::readinessui
