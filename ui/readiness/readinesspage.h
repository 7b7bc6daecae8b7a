// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"
#include "models/ports/readinessport.h"
#include "ui/page/page.h"
#include "ui/page/pagecontext.h"
#include "ui/readiness/evidencerunner.h"
#include "ui/readiness/itemaction.h"

#include <QTimer>

class QStackedWidget;

namespace readyroom::page {
class EmptyState;
}
namespace readyroom::widgets {
class StatusStrip;
}

namespace readyroom::readinessui {

class ChecklistCard;
class ItemDecisions;
class PageHead;
class ProblemsNotice;
class ReadinessColumns;
class ReportExport;
class RunStrip;
class SignBanner;
class SignOff;

/// Is a service fit to ship, and who says so on what evidence: categories, checklist, verdict, the way to GO, sign-off.
/// All it shows comes from the port, which it has evaluate only while it is visible.
class ReadinessPage final : public page::Page {
    Q_OBJECT
public:
    /// `port` outlives every page.
    ReadinessPage(const page::PageContext &context, ReadinessPort &port, QWidget *parent = nullptr);
    ~ReadinessPage() override;

    /// Without it active evidence cannot be collected. Outlives every page.
    void attachArming(ArmingPort &arming);
    /// Empty parts: as the profile says, or as it was shown last.
    void openProfile(const QString &profile);
    /// What is shown, or will be once the page is visible.
    [[nodiscard]] const ReadinessSubject &subject() const { return m_subject; }

    [[nodiscard]] std::vector<page::Command> commands() override;

Q_SIGNALS:
    /// Another profile is shown.
    void profileChanged(const QString &profile);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void connectParts();
    void open(const ReadinessSubject &subject);
    void begin();
    void takeProfiles();
    void takeView();
    void tellWaiting();
    void showAssessment();
    void showNothing();
    void showPart(QWidget *part);
    void focusPart();
    void tick();
    void refreshRuns();
    void act(const QString &id, ItemAction action);
    void runAll();
    void readHistory(const QString &id);
    void compare();
    void signOff();
    void say(const QString &sentence, const QString &problem = {});
    [[nodiscard]] const readiness::Assessment *assessment() const;

    page::PageContext m_context;
    ReadinessPort &m_port;
    EvidenceRunner m_runner;
    ReadinessSubject m_subject;
    QString m_refusal; ///< why the subject cannot be opened
    std::shared_ptr<const ReadinessView> m_view;
    bool m_isOpen = false; ///< the port evaluates for this page
    bool m_opening = false; ///< what the port tells meanwhile is of what was open before
    QTimer m_second;
    QTimer m_patience; ///< nothing spins for less than 300 ms
    PageHead *m_head = nullptr;
    ProblemsNotice *m_problems = nullptr;
    widgets::StatusStrip *m_result = nullptr;
    SignBanner *m_banner = nullptr;
    RunStrip *m_run = nullptr;
    QStackedWidget *m_stack = nullptr;
    page::EmptyState *m_empty = nullptr;
    ReadinessColumns *m_columns = nullptr;
    ChecklistCard *m_checklist = nullptr; ///< of the columns
    ItemDecisions *m_decisions = nullptr;
    ReportExport *m_export = nullptr;
    SignOff *m_signOff = nullptr;
};

} // namespace readyroom::readinessui
