// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"
#include "models/ports/drillsport.h"
#include "ui/drills/previewer.h"
#include "ui/drills/runpermit.h"

#include <QWidget>

namespace readyroom::page {
class ColumnScroll;
class EmptyState;
class LineView;
} // namespace readyroom::page
namespace readyroom::widgets {
class Card;
class TextButton;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

class DrillHead;
class ParameterForm;
class PreviewView;

/// All about the action or drill that was chosen: its parameters, what it would do, how it went before, and the button
/// that runs it.
class DrillPanel final : public QWidget {
    Q_OBJECT
public:
    /// `port` outlives this.
    DrillPanel(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent = nullptr);

    void attachArming(ArmingPort &arming);
    void setEntry(const DrillEntry &entry, Timestamp now);
    /// Asks for the preview anew, and for the runs that were.
    void refresh();

Q_SIGNALS:
    /// A person wants it done, and confirmed it where that is asked for.
    void runRequested(const readyroom::DrillRequest &request);
    void armRequested(const QString &environment);
    /// A person wants to see an earlier run.
    void runChosen(const QString &id);

private:
    void build();
    [[nodiscard]] RunQuestion question() const;
    void takePreview();
    void keepFresh();
    void refreshButtons();
    void readRuns();
    void showRuns();
    void run();

    const widgets::ThemeSource &m_themes;
    DrillsPort &m_port;
    ArmingPort *m_arming = nullptr;
    Previewer m_previewer;
    QTimer m_patience; ///< nothing says that it is busy for less than 300 ms
    DrillEntry m_entry;
    Timestamp m_now{};
    Timestamp m_foundOut{}; ///< when the preview came
    std::vector<RunSummary> m_runs; ///< newest first
    quint64 m_runsAsked = 0;
    DrillHead *m_head = nullptr;
    widgets::WrappedLabel *m_why = nullptr;
    widgets::TextButton *m_arm = nullptr;
    widgets::TextButton *m_run = nullptr;
    page::ColumnScroll *m_scroll = nullptr;
    ParameterForm *m_form = nullptr;
    PreviewView *m_preview = nullptr;
    widgets::Card *m_runsCard = nullptr;
    page::LineView *m_runsView = nullptr;
    page::EmptyState *m_problems = nullptr;
};

} // namespace readyroom::drillsui
