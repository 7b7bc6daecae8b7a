// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"
#include "models/ports/drillsport.h"

#include <QWidget>

class QBoxLayout;

namespace readyroom::widgets {
class Card;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

class ComparisonCard;
class ExactCard;
class RunChart;
class RunHead;
class StepView;
class VerdictBanner;

/// One run, while it lasts and afterwards: its steps, what a guard reads, before and after, what it sends, and what
/// happens when it deviates.
class RunView final : public QWidget {
    Q_OBJECT
public:
    /// `port` outlives this.
    RunView(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent = nullptr);

    /// Without it nothing can be undone. Outlives this.
    void attachArming(ArmingPort &arming);
    /// Shows run() of the port as it is now.
    void refresh(Timestamp now);
    void focusSteps();
    [[nodiscard]] bool hasRun() const { return m_run != nullptr; }

Q_SIGNALS:
    void backRequested();
    void undoRequested(const QString &id);
    void armRequested(const QString &environment);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void showRun(Timestamp now);
    void showExact();
    void arrange();
    void askUndo();
    [[nodiscard]] bool isArmed() const;

    const widgets::ThemeSource &m_themes;
    DrillsPort &m_port;
    ArmingPort *m_arming = nullptr;
    std::shared_ptr<const drills::Run> m_run;
    RunHead *m_head = nullptr;
    VerdictBanner *m_verdict = nullptr;
    widgets::Card *m_stepsCard = nullptr;
    StepView *m_steps = nullptr;
    widgets::WrappedLabel *m_deviates = nullptr;
    ExactCard *m_exact = nullptr;
    RunChart *m_chart = nullptr;
    ComparisonCard *m_comparison = nullptr;
    QWidget *m_left = nullptr;
    QWidget *m_right = nullptr;
    QBoxLayout *m_columns = nullptr;
};

} // namespace readyroom::drillsui
