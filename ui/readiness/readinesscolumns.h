// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

#include <QWidget>

class QHBoxLayout;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

class ChecklistCard;
class OverviewCard;
class VerdictColumn;

/// What there is to see of an assessment, in three columns; in a small window the left one stands beneath the right
/// one. Choosing something in one column leads to it in another.
class ReadinessColumns final : public QWidget {
    Q_OBJECT
public:
    explicit ReadinessColumns(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// From this width on there is room for three.
    static constexpr int threeColumnsFrom = 968;

    /// `view` has an assessment.
    void take(const std::shared_ptr<const ReadinessView> &view, Timestamp now);
    [[nodiscard]] ChecklistCard &checklist() { return *m_checklist; }
    [[nodiscard]] VerdictColumn &verdict() { return *m_verdict; }

    /// Less than the columns want beside each other: they are put beneath each other then.
    [[nodiscard]] QSize minimumSizeHint() const override { return {600, 240}; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void showVerdict();

    std::shared_ptr<const ReadinessView> m_view;
    Timestamp m_now{};
    QHBoxLayout *m_row = nullptr;
    OverviewCard *m_overview = nullptr;
    ChecklistCard *m_checklist = nullptr;
    VerdictColumn *m_verdict = nullptr;
};

} // namespace readyroom::readinessui
