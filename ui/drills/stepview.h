// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/runstepmodel.h"
#include "ui/page/quietlistview.h"

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::drillsui {

/// The steps of a run, as high as they are: the card around scrolls. Enter, a double click or a click on the chevron
/// unfold the targets of a step.
class StepView final : public page::QuietListView {
    Q_OBJECT
public:
    explicit StepView(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    [[nodiscard]] items::RunStepModel &steps() { return m_steps; }
    /// Number of the step that is selected; absent: none is.
    [[nodiscard]] std::optional<std::size_t> selected() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

Q_SIGNALS:
    void selectedChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void fit();

    items::RunStepModel m_steps;
};

} // namespace readyroom::drillsui
