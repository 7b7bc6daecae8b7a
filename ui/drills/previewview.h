// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace readyroom::page {
class LineView;
}
namespace readyroom::widgets {
class Card;
class StatusStrip;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

class StepPreview;

/// Precheck and preview: what speaks against it, what it would do step by step, whether the steady state holds now, and
/// what happens when anything deviates.
class PreviewView final : public QWidget {
    Q_OBJECT
public:
    explicit PreviewView(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// Steps that a person unfolded stay so while the drill is the same.
    void setPreview(const DrillPreview &preview);
    /// Why there is none; one sentence.
    void setFailure(const QString &problem);
    void clear();
    /// What is shown is of an earlier question: it says so.
    void setBusy(bool busy);

private:
    void showSteps(const DrillPreview &preview);
    void showSteadyState(const DrillPreview &preview);

    const widgets::ThemeSource &m_themes;
    QString m_drill; ///< whose steps are shown
    widgets::StatusStrip *m_failure = nullptr;
    widgets::StatusStrip *m_refusals = nullptr;
    widgets::StatusStrip *m_warnings = nullptr;
    widgets::StatusStrip *m_blast = nullptr;
    widgets::Card *m_stepsCard = nullptr;
    QVBoxLayout *m_column = nullptr;
    std::vector<StepPreview *> m_steps;
    QWidget *m_foot = nullptr; ///< steady state and what happens when anything deviates, beside each other
    widgets::Card *m_steadyCard = nullptr;
    page::LineView *m_steady = nullptr;
    widgets::WrappedLabel *m_deviates = nullptr;
};

} // namespace readyroom::drillsui
