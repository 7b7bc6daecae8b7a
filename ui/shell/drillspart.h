// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"
#include "models/ports/drillsport.h"
#include "ui/page/pagecontext.h"

#include <QObject>

#include <vector>

class QWidget;

namespace readyroom::drillsui {
class DrillsPage;
class RunStrip;
} // namespace readyroom::drillsui
namespace readyroom::page {
struct Command;
}

namespace readyroom::shell {

class TopBar;

/// What the window has of actions and drills: their page, and what the palette offers of them on every page.
class DrillsPart final : public QObject {
    Q_OBJECT
public:
    /// Both outlive this.
    DrillsPart(DrillsPort &port, TopBar &top, QObject *parent = nullptr);

    /// Makes the page, a child of `window`.
    drillsui::DrillsPage &build(const page::PageContext &context, QWidget *window);
    /// Before or after build(). Outlives the window.
    void attachArming(ArmingPort &arming);
    /// Says on every page that a run is under way; made by build().
    [[nodiscard]] QWidget *strip() const;
    /// Null before build().
    [[nodiscard]] DrillsPort &port() const { return m_port; }
    [[nodiscard]] drillsui::DrillsPage *page() const { return m_page; }
    /// Each action and drill, and Abort while one runs.
    [[nodiscard]] std::vector<page::Command> commands();

    /// Whether the window may go: not while something runs. Then the run is aborted, and mayClose() comes once its
    /// rollbacks have ended.
    [[nodiscard]] bool letsClose();
    [[nodiscard]] bool isClosing() const { return m_closing; }

Q_SIGNALS:
    void mayClose();
    /// A person wants to see it; both empty: the page.
    void wanted(const QString &service, const QString &name);
    /// The page, which is in sight, shows another one; both empty: none.
    void shown(const QString &service, const QString &name);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refreshStrip();
    void showRun();

    [[nodiscard]] bool isRunning() const;

    DrillsPort &m_port;
    TopBar &m_top; ///< where environments are armed
    ArmingPort *m_arming = nullptr;
    bool m_closing = false;
    drillsui::DrillsPage *m_page = nullptr; ///< a child of the window
    drillsui::RunStrip *m_strip = nullptr; ///< a child of the window
};

} // namespace readyroom::shell
