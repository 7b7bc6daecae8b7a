// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

#include <QWidget>

namespace readyroom::widgets {
class ElidedLabel;
class TextButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

class EvidenceRunner;

/// What is being collected, how far it is and for how long, and the button that ends it. Hidden while nothing is.
class RunStrip final : public QWidget {
    Q_OBJECT
public:
    RunStrip(const widgets::ThemeSource &themes, EvidenceRunner &runner, QWidget *parent = nullptr);

    void take(const std::shared_ptr<const ReadinessView> &view, Timestamp now);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const widgets::ThemeSource &m_themes;
    EvidenceRunner &m_runner;
    widgets::ElidedLabel *m_what = nullptr;
    widgets::ElidedLabel *m_elapsed = nullptr;
    widgets::TextButton *m_abort = nullptr;
    std::optional<double> m_done;
};

} // namespace readyroom::readinessui
