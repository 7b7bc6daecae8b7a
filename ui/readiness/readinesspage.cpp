// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/readinesspage.h"

#include "models/items/readinesswords.h"
#include "ui/page/columnscroll.h"
#include "ui/page/emptystate.h"
#include "ui/page/whendone.h"
#include "ui/paint/typography.h"
#include "ui/readiness/approvalscard.h"
#include "ui/readiness/checklistcard.h"
#include "ui/readiness/checklisttools.h"
#include "ui/readiness/checklistview.h"
#include "ui/readiness/comparedialog.h"
#include "ui/readiness/itemdecisions.h"
#include "ui/readiness/itempanel.h"
#include "ui/readiness/pagehead.h"
#include "ui/readiness/problemsnotice.h"
#include "ui/readiness/readinesscolumns.h"
#include "ui/readiness/reportexport.h"
#include "ui/readiness/runstrip.h"
#include "ui/readiness/signbanner.h"
#include "ui/readiness/signoff.h"
#include "ui/readiness/subjectchoice.h"
#include "ui/readiness/verdictcolumn.h"
#include "ui/widgets/statusstrip.h"

#include <QApplication>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using paint::Tone;
using readiness::Assessment;

ReadinessPage::ReadinessPage(const page::PageContext &context, ReadinessPort &port, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_port(port)
    , m_runner(port)
{
    setObjectName(u"readinessPage"_s);
    build();
    connectParts();
    m_second.setInterval(1s);
    m_patience.setSingleShot(true);
    m_patience.setInterval(300ms);
    connect(&m_second, &QTimer::timeout, this, &ReadinessPage::tick);
    connect(&m_patience, &QTimer::timeout, this, &ReadinessPage::tellWaiting);
    connect(&port, &ReadinessPort::changed, this, &ReadinessPage::takeView);
    connect(&port, &ReadinessPort::profilesChanged, this, &ReadinessPage::takeProfiles);
}

ReadinessPage::~ReadinessPage() = default;

void ReadinessPage::build()
{
    const widgets::ThemeSource &themes = m_context.themes;
    m_head = new PageHead(
        themes, [this] { return serviceLines(*m_context.feed.latest(), m_subject); },
        [this] { return profileLines(m_port.profiles(), m_subject); }, this);
    m_problems = new ProblemsNotice(themes, this);
    m_result = new widgets::StatusStrip(themes, this);
    m_result->setObjectName(u"readinessResult"_s);
    m_banner = new SignBanner(themes, this);
    m_run = new RunStrip(themes, m_runner, this);
    m_columns = new ReadinessColumns(themes, this);
    m_checklist = &m_columns->checklist();
    m_empty = new page::EmptyState(themes, this);
    m_empty->setFocusPolicy(Qt::StrongFocus);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_columns);
    m_stack->addWidget(m_empty);
    m_decisions = new ItemDecisions(themes, m_port, this);
    m_export = new ReportExport(m_port, this);
    m_signOff = new SignOff(themes, m_port, this);

    auto *above = new QVBoxLayout;
    above->setContentsMargins(0, 0, page::ColumnScroll::gutter, 0);
    above->setSpacing(paint::space::card);
    for (QWidget *part : std::initializer_list<QWidget *>{m_head, m_problems, m_result, m_banner, m_run}) {
        above->addWidget(part);
    }
    // The bar of the right column stands in the margin of the page.
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(paint::space::page, 18, paint::space::page - page::ColumnScroll::gutter,
                               paint::space::page);
    layout->setSpacing(paint::space::card);
    layout->addLayout(above);
    layout->addWidget(m_stack, 1);
    showPart(m_empty);
}

void ReadinessPage::connectParts()
{
    connect(&m_head->profiles(), &Chooser::chosen, this, &ReadinessPage::openProfile);
    connect(&m_head->services(), &Chooser::chosen, this, [this](const QString &place) {
        const auto &services = m_context.feed.latest()->services;
        if (const auto i = place.toULongLong(); i < services.size()) {
            open({m_subject.profile, services[i].name, services[i].environment});
        }
    });
    connect(m_head, &PageHead::compareRequested, this, &ReadinessPage::compare);
    connect(m_head, &PageHead::exportRequested, this, [this] { m_export->offer(m_head->exportButton()); });
    connect(m_banner, &SignBanner::itemChosen, m_checklist, &ChecklistCard::showItem);
    connect(&m_columns->verdict().approvals(), &ApprovalsCard::signRequested, this, &ReadinessPage::signOff);
    connect(m_signOff, &SignOff::signedAs, this,
            [this](const QString &role, const QString &file) { say(tr("Signed as %1: %2").arg(role, file)); });
    connect(&m_checklist->tools(), &ChecklistTools::runRequested, this, &ReadinessPage::runAll);
    connect(&m_checklist->view(), &ChecklistView::actionRequested, this, &ReadinessPage::act);
    connect(&m_checklist->view(), &ChecklistView::panelOpened, this, &ReadinessPage::readHistory);
    connect(m_decisions, &ItemDecisions::decided, this, [this](const QString &item, const QString &what) {
        say(what);
        readHistory(item);
    });
    connect(m_decisions, &ItemDecisions::failed, this, [this](const QString &problem) { say({}, problem); });
    connect(m_export, &ReportExport::started, this, [this] { m_result->say(Tone::Neutral, tr("Exporting …")); });
    connect(m_export, &ReportExport::finished, this, [this](const QString &file, const QString &problem) {
        say(tr("The report was written to %1.").arg(file), problem);
    });
    connect(&m_runner, &EvidenceRunner::changed, this, &ReadinessPage::refreshRuns);
    connect(&m_runner, &EvidenceRunner::finished, this, [this](const QString &problem, bool aborted) {
        say(aborted ? tr("The run was aborted; what was not collected stays as it was.")
                    : tr("The evidence was collected."),
            problem);
        readHistory(m_checklist->view().unfolded());
        if (!isVisible() && m_isOpen) {
            m_isOpen = false;
            m_port.close();
        }
    });
}

void ReadinessPage::attachArming(ArmingPort &arming)
{
    m_runner.attachArming(arming);
}

const Assessment *ReadinessPage::assessment() const
{
    return m_view ? m_view->assessment.get() : nullptr;
}

void ReadinessPage::openProfile(const QString &profile)
{
    const std::vector<ProfileEntry> profiles = m_port.profiles();
    const auto found = std::ranges::find(profiles, profile, &ProfileEntry::name);
    open(found == profiles.end() ? ReadinessSubject{profile, {}} : withProfile(m_subject, *found));
}

void ReadinessPage::open(const ReadinessSubject &subject)
{
    if (subject == m_subject && m_isOpen) {
        return;
    }
    const bool other = subject.profile != m_subject.profile;
    m_subject = subject;
    m_isOpen = false;
    if (other) {
        m_checklist->widen();
        m_checklist->tools().setAssuming(false);
        m_checklist->view().fold();
    }
    if (isVisible()) {
        begin();
    }
    Q_EMIT profileChanged(m_subject.profile);
}

/// Has the port evaluate what is wanted.
void ReadinessPage::begin()
{
    if (m_subject.profile.isEmpty()) {
        if (const auto usual = usualSubject(m_port.profiles(), *m_context.feed.latest())) {
            open(*usual);
        } else if (!m_patience.isActive()) {
            // Profiles that are being read are there in a moment.
            m_patience.start();
        }
        return;
    }
    m_subject = withService(m_subject, m_port.profiles(), *m_context.feed.latest());
    m_result->say(Tone::Neutral, {});
    m_opening = true;
    const Result<void> opened = m_port.open(m_subject);
    m_opening = false;
    m_isOpen = opened.has_value();
    m_refusal = opened ? QString() : opened.error().message;
    takeView();
}

void ReadinessPage::takeProfiles()
{
    m_problems->take(m_port.profiles());
    if (isVisible() && !m_isOpen) {
        begin();
    }
}

void ReadinessPage::takeView()
{
    if (!isVisible() || m_opening) {
        return;
    }
    const std::shared_ptr<const ReadinessView> view = m_isOpen ? m_port.view() : nullptr;
    if (!view) {
        // It may have ended by itself: the profile that was asked for before profiles were read is not there.
        m_isOpen = false;
        m_patience.stop();
        showNothing();
        return;
    }
    m_subject = view->subject;
    m_view = view;
    if (!view->assessment) {
        m_head->setSubject(view->subject, {});
        // What was shown stays for a moment, so that a quick answer does not make the page flicker.
        if (!m_patience.isActive()) {
            m_patience.start();
        }
        return;
    }
    m_patience.stop();
    showAssessment();
}

void ReadinessPage::tellWaiting()
{
    if (m_subject.profile.isEmpty()) {
        showNothing();
        return;
    }
    m_empty->say(tr("Evaluating %1 …").arg(m_subject.service.isEmpty() ? m_subject.profile : m_subject.service),
                 tr("The first evidence is being collected."));
    showPart(m_empty);
}

void ReadinessPage::showAssessment()
{
    const Assessment &shown = *m_view->assessment;
    m_head->setSubject(m_view->subject, shown.profile->title);
    m_head->setGate(shown.profile->gate);
    m_columns->take(m_view, m_context.time.now());
    m_banner->take(*m_view, m_context.time.now());
    refreshRuns();
    showPart(m_columns);
}

void ReadinessPage::showPart(QWidget *part)
{
    const bool moves = m_stack->currentWidget() != part && m_stack->isAncestorOf(QApplication::focusWidget());
    m_stack->setCurrentWidget(part);
    if (moves) {
        focusPart();
    }
}

void ReadinessPage::focusPart()
{
    QWidget *part = m_stack->currentWidget();
    (part == m_columns ? static_cast<QWidget *>(&m_checklist->view()) : part)->setFocus(Qt::OtherFocusReason);
}

void ReadinessPage::showNothing()
{
    m_view.reset();
    m_head->setSubject(m_subject, {});
    m_head->setGate({});
    m_banner->hide();
    m_run->take({}, m_context.time.now());
    if (!m_refusal.isEmpty()) {
        m_empty->say(m_refusal, tr("Choose another profile or service above, or press Ctrl+K and type its name."));
    } else if (m_port.profiles().empty()) {
        m_empty->say(tr("There is no profile of readiness."),
                     tr("Write one and name it in the fleet file: “profile:” of a service."));
    } else {
        m_empty->say(tr("No profile is open."), tr("Choose one above, or press Ctrl+K and type its name."));
    }
    showPart(m_empty);
}

void ReadinessPage::tick()
{
    const Timestamp now = m_context.time.now();
    m_checklist->setNow(now);
    m_run->take(m_view, now);
}

void ReadinessPage::refreshRuns()
{
    m_run->take(m_view, m_context.time.now());
    if (assessment() == nullptr) {
        return;
    }
    const QString why = m_runner.whyNot(*m_view);
    m_checklist->tools().setRunnable(static_cast<int>(EvidenceRunner::activeItems(*assessment()).size()), why);
    if (ItemPanel *panel = m_checklist->view().panel()) {
        panel->setRunnable(why.isEmpty(), why);
    }
}

void ReadinessPage::act(const QString &id, ItemAction action)
{
    const readiness::AssessedItem *item = assessment() != nullptr ? assessment()->item(id) : nullptr;
    if (item == nullptr) {
        return;
    }
    if (action != ItemAction::Run) {
        m_decisions->ask(*item, action, m_context.time.now());
    } else if (EvidenceRunner::activeItems(*assessment()).contains(id) && m_runner.whyNot(*m_view).isEmpty()) {
        m_runner.start({id});
    }
}

void ReadinessPage::runAll()
{
    if (assessment() != nullptr && m_runner.whyNot(*m_view).isEmpty()) {
        m_runner.start(EvidenceRunner::activeItems(*assessment()));
    }
}

void ReadinessPage::readHistory(const QString &id)
{
    ItemPanel *panel = m_checklist->view().panel();
    if (panel == nullptr || id != m_checklist->view().unfolded()) {
        return;
    }
    refreshRuns();
    page::whenDone(m_port.history(id), panel, [panel, id](Result<std::vector<journal::Entry>> history) {
        if (panel->id() == id) {
            panel->setHistory(std::move(history));
        }
    });
}

void ReadinessPage::compare()
{
    if (assessment() != nullptr) {
        (new CompareDialog(m_context.themes, m_port, m_context.time.now(), this))->open();
    }
}

void ReadinessPage::signOff()
{
    if (assessment() != nullptr && m_columns->verdict().approvals().canSign()) {
        m_signOff->ask(m_view, m_context.time.now());
    }
}

void ReadinessPage::say(const QString &sentence, const QString &problem)
{
    m_result->say(problem.isEmpty() ? Tone::Ok : Tone::Critical, problem.isEmpty() ? sentence : problem, true);
}

std::vector<page::Command> ReadinessPage::commands()
{
    std::vector<page::Command> all;
    if (assessment() == nullptr) {
        return all;
    }
    ChecklistTools &tools = m_checklist->tools();
    const QString context = m_subject.profile;
    if (m_runner.isRunning()) {
        all.push_back({tr("Abort the run of active evidence"), context, {}, [this] { m_runner.abort(); }});
    } else if (!EvidenceRunner::activeItems(*assessment()).isEmpty() && m_runner.whyNot(*m_view).isEmpty()) {
        all.push_back({tr("Run active evidence"), context, {}, [this] { runAll(); }});
    }
    if (m_columns->verdict().approvals().canSign()) {
        all.push_back({tr("Sign off"), context, QKeySequence(Qt::Key_S), [this] { signOff(); }});
    }
    all.push_back({tr("Compare with an earlier assessment"), context, QKeySequence(Qt::Key_C), [this] { compare(); }});
    for (const ReportFormat format : ReportExport::formats()) {
        all.push_back({tr("Export the report as %1").arg(items::formatWord(format)), context, {}, [this, format] {
                           m_export->ask(format);
                       }});
    }
    all.push_back({tools.isOpenOnly() ? tr("Show every item") : tr("Show only open items"), context,
                   QKeySequence(Qt::Key_F), [&tools] { tools.setOpenOnly(!tools.isOpenOnly()); }});
    all.push_back({tools.isAssuming() ? tr("Leave “what if”") : tr("What if …"), context, QKeySequence(Qt::Key_T),
                   [&tools] { tools.setAssuming(!tools.isAssuming()); }});
    all.push_back({tr("Filter items"), context, QKeySequence(Qt::Key_Slash), [&tools] { tools.focusText(); }});
    return all;
}

void ReadinessPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_second.start();
    m_problems->take(m_port.profiles());
    if (!m_isOpen) {
        begin();
    } else {
        takeView();
    }
}

void ReadinessPage::hideEvent(QHideEvent *event)
{
    m_second.stop();
    m_patience.stop();
    // A run goes on unseen; it ends with the evaluation that it is part of.
    if (m_isOpen && !m_runner.isRunning()) {
        m_isOpen = false;
        m_port.close();
    }
    Page::hideEvent(event);
}

void ReadinessPage::focusInEvent(QFocusEvent *)
{
    // Not by a focus proxy: that would have Tab skip whatever stands before the checklist.
    focusPart();
}

void ReadinessPage::keyPressEvent(QKeyEvent *event)
{
    ChecklistTools &tools = m_checklist->tools();
    if (event->modifiers() != Qt::NoModifier || assessment() == nullptr) {
        Page::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_F:
        tools.setOpenOnly(!tools.isOpenOnly());
        return;
    case Qt::Key_T:
        tools.setAssuming(!tools.isAssuming());
        return;
    case Qt::Key_C:
        compare();
        return;
    case Qt::Key_E:
        m_export->offer(m_head->exportButton());
        return;
    case Qt::Key_S:
        signOff();
        return;
    case Qt::Key_Escape:
        if (!m_checklist->widen()) {
            tools.setAssuming(false);
        }
        return;
    default:
        Page::keyPressEvent(event);
    }
}

} // namespace readyroom::readinessui
