// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

#include <QWidget>

class QVBoxLayout;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

class ApprovalsCard;
class LinesCard;
class PathLead;
class VerdictCard;

/// The right column: verdict, what blocks or what is conditional, the way to GO, approvals.
class VerdictColumn final : public QWidget {
    Q_OBJECT
public:
    explicit VerdictColumn(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// With `assumed` verdict, blockers and path are those of a mere assumption.
    void take(const ReadinessView &view, const readiness::Assessment *assumed, Timestamp now);
    /// Something that stands beneath all of it, where there is no room beside it. Takes ownership.
    void addFoot(QWidget *foot);
    [[nodiscard]] ApprovalsCard &approvals() { return *m_approvals; }

Q_SIGNALS:
    void itemChosen(const QString &id);

private:
    void takeOpen(const readiness::Assessment &assessment);
    void takePath(const readiness::Assessment &assessment);

    QVBoxLayout *m_cards = nullptr;
    VerdictCard *m_verdict = nullptr;
    LinesCard *m_blockers = nullptr;
    LinesCard *m_conditions = nullptr;
    LinesCard *m_path = nullptr;
    PathLead *m_lead = nullptr;
    ApprovalsCard *m_approvals = nullptr;
};

} // namespace readyroom::readinessui
