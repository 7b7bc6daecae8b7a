// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"
#include "models/ports/clock.h"
#include "models/ports/drillsport.h"
#include "models/ports/fleetfeed.h"
#include "models/ports/journalstore.h"
#include "models/ports/querysource.h"
#include "models/ports/readinessport.h"
#include "ui/page/page.h"
#include "ui/page/pagecontext.h"
#include "ui/shell/pageaddress.h"

#include <QWidget>

#include <memory>
#include <optional>

class QStackedWidget;
class QVBoxLayout;

namespace readyroom::fleetui {
class FleetPage;
}
namespace readyroom::journalui {
class JournalPage;
}
namespace readyroom::page {
class EmptyState;
}
namespace readyroom::readinessui {
class ReadinessPage;
}
namespace readyroom::service {
class ServicePage;
}

namespace readyroom::shell {

class ArmedFrame;
class CommandPalette;
class DrillsPart;
class NoticeBanner;
class Rail;
class TopBar;

/// The window: rail, top bar, notice and pages. It is shown before there is anything to show; the pages come with
/// attach().
class MainWindow final : public QWidget {
    Q_OBJECT
public:
    MainWindow(widgets::ThemeSource &themes, const Clock &clock, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Says one sentence instead of the pages: "Starting the demo fleet …".
    void showMessage(const QString &sentence, const QString &nextStep = {}) { showFindings(sentence, nextStep, {}); }
    /// Says why there is nothing to show, finding by finding.
    void showFindings(const QString &sentence, const QString &nextStep, const QStringList &findings);

    /// Builds the pages. Feed, queries and journal outlive the window; `limits` are drawn where their signals are.
    void attach(FleetFeed &feed, QuerySource &queries, JournalStore &journal, std::vector<rules::Limit> limits = {});
    /// Shows whether something is armed, and lets a person arm. Outlives the window.
    void attachArming(ArmingPort &arming);
    /// Adds the page of readiness, which the window has not without it; before or after attach(). Outlives the window.
    void attachReadiness(ReadinessPort &readiness);
    /// Adds the page of drills, and to the page of a service its buttons; as attachReadiness().
    void attachDrills(DrillsPort &drills);
    /// Opens a page; before attach() it is remembered.
    void open(const PageAddress &address);
    /// What is shown; Fleet before attach().
    [[nodiscard]] const PageAddress &address() const { return m_address; }

    [[nodiscard]] page::ViewTime &time() { return m_time; }

    /// Size and place of the last run, from QSettings; call before show().
    void restoreGeometryOfLastRun();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();
    void addShortcuts();
    void openService(const QString &environment, const QString &name);
    void openEntry(int entry);
    void openReadiness(const QString &profile);
    void tellReadiness();
    void buildReadiness();
    void openDrills(const QString &service, const QString &name);
    void tellDrills(const QString &service, const QString &name);
    void buildDrills();
    void showFleetMeanwhile();
    void showPage(page::Page *shown, int railEntry, const QString &title);
    void takeNotice();
    [[nodiscard]] page::PageContext context();
    [[nodiscard]] std::vector<page::Command> commands();
    [[nodiscard]] std::vector<page::Command> pageCommands();

    widgets::ThemeSource &m_themes;
    page::ViewTime m_time;
    TopBar *m_top = nullptr;
    Rail *m_rail = nullptr;
    NoticeBanner *m_notice = nullptr;
    QStackedWidget *m_stack = nullptr;
    page::EmptyState *m_message = nullptr;
    QVBoxLayout *m_right = nullptr; ///< beside the rail
    CommandPalette *m_palette = nullptr;
    FleetFeed *m_feed = nullptr;
    QuerySource *m_queries = nullptr;
    JournalStore *m_journalStore = nullptr;
    ReadinessPort *m_readinessPort = nullptr;
    std::vector<rules::Limit> m_limits;
    ArmingPort *m_arming = nullptr;
    ArmedFrame *m_frame = nullptr;
    fleetui::FleetPage *m_fleet = nullptr;
    service::ServicePage *m_service = nullptr;
    readinessui::ReadinessPage *m_readiness = nullptr;
    DrillsPart *m_drills = nullptr;
    journalui::JournalPage *m_journal = nullptr;
    PageAddress m_address;
    bool m_remembersGeometry = false;
};

} // namespace readyroom::shell
