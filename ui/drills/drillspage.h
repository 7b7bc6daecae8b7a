// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"
#include "models/ports/drillsport.h"
#include "ui/page/page.h"
#include "ui/page/pagecontext.h"

#include <QTimer>

class QStackedWidget;

namespace readyroom::page {
class EmptyState;
}

namespace readyroom::widgets {
class StatusStrip;
}

namespace readyroom::drillsui {

class DrillListCard;
class DrillPanel;
class RunView;
class Unforgotten;

/// Actions and drills: what there is, what one of them would do, and how it runs.
class DrillsPage final : public page::Page {
    Q_OBJECT
public:
    /// `port` outlives every page.
    DrillsPage(const page::PageContext &context, DrillsPort &port, QWidget *parent = nullptr);
    ~DrillsPage() override;

    /// Without it nothing can be run. Outlives every page.
    void attachArming(ArmingPort &arming);
    /// Shows an action or a drill. Empty: what was shown last.
    void openDrill(const QString &service, const QString &name);
    /// What is chosen: "SERVICE/NAME"; empty: nothing is.
    [[nodiscard]] const QString &chosen() const;
    /// Shows the run under way, or the last one; does nothing where there is none.
    void showRun();
    /// Whether a run fills the page.
    [[nodiscard]] bool isRunShown() const;

    [[nodiscard]] std::vector<page::Command> commands() override;

Q_SIGNALS:
    /// Another action or drill is shown; both empty: none.
    void drillChanged(const QString &service, const QString &name);
    /// A person wants to arm this environment; empty: any.
    void armRequested(const QString &environment);
    /// isRunShown() changed.
    void runShown(bool shown);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void build();
    void takeEntries();
    void choose(const QString &key);
    void showChosen();
    void showUnforgotten();
    void start(const DrillRequest &request);
    void undo(const QString &id);
    void openRun(const QString &id);
    void takeRun();
    void showList();
    void focusPart();
    void showPart(QWidget *part);
    void say(const QString &problem);
    void tick();

    page::PageContext m_context;
    DrillsPort &m_port;
    ArmingPort *m_arming = nullptr;
    QTimer m_tick;
    widgets::StatusStrip *m_result = nullptr;
    QStackedWidget *m_pages = nullptr; ///< nothing at all, list and panel, or a run
    QStackedWidget *m_detail = nullptr;
    page::EmptyState *m_none = nullptr;
    page::EmptyState *m_unchosen = nullptr;
    QWidget *m_columns = nullptr;
    DrillListCard *m_list = nullptr;
    Unforgotten *m_unforgotten = nullptr;
    DrillPanel *m_panel = nullptr;
    RunView *m_run = nullptr;
    QString m_seenRun; ///< id of the run that was under way last
};

} // namespace readyroom::drillsui
