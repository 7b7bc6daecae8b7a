// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/drillspage.h"

#include "ui/drills/drilllistcard.h"
#include "ui/drills/drillpanel.h"
#include "ui/drills/runview.h"
#include "ui/drills/unforgotten.h"
#include "ui/page/columnscroll.h"
#include "ui/page/emptystate.h"
#include "ui/page/whendone.h"
#include "ui/paint/typography.h"
#include "ui/widgets/statusstrip.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QStackedWidget>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using items::DrillListModel;

namespace {

constexpr Duration idleTick{1000};
/// Tenths of seconds are told while something runs.
constexpr Duration busyTick{200};

} // namespace

DrillsPage::DrillsPage(const page::PageContext &context, DrillsPort &port, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_port(port)
{
    setObjectName(u"drillsPage"_s);
    build();
    m_tick.setInterval(idleTick);
    connect(&m_tick, &QTimer::timeout, this, &DrillsPage::tick);
    connect(m_list, &DrillListCard::chose, this, &DrillsPage::choose);
    connect(m_panel, &DrillPanel::runRequested, this, &DrillsPage::start);
    connect(m_panel, &DrillPanel::armRequested, this, &DrillsPage::armRequested);
    connect(m_panel, &DrillPanel::runChosen, this, &DrillsPage::openRun);
    connect(m_run, &RunView::backRequested, this, &DrillsPage::showList);
    connect(m_run, &RunView::undoRequested, this, &DrillsPage::undo);
    connect(m_run, &RunView::armRequested, this, &DrillsPage::armRequested);
    connect(m_unforgotten, &Unforgotten::undoRequested, this, &DrillsPage::undo);
    connect(m_unforgotten, &Unforgotten::runChosen, this, &DrillsPage::openRun);
    connect(m_unforgotten, &Unforgotten::armRequested, this, &DrillsPage::armRequested);
    connect(&port, &DrillsPort::changed, this, &DrillsPage::takeEntries);
    connect(&port, &DrillsPort::runChanged, this, &DrillsPage::takeRun);
    takeEntries();
}

DrillsPage::~DrillsPage() = default;

void DrillsPage::build()
{
    const widgets::ThemeSource &themes = m_context.themes;
    m_pages = new QStackedWidget(this);
    m_none = new page::EmptyState(themes, m_pages);
    m_none->setObjectName(u"drillsEmpty"_s);
    m_none->setFocusPolicy(Qt::StrongFocus);
    m_none->say(tr("There is no action and no drill yet."),
                tr("Write “actions:” below a service of the fleet file, or name files of Chaos Toolkit experiments "
                   "under “drills:”. docs/actions.md has an example of each."));
    m_columns = new QWidget(m_pages);
    m_list = new DrillListCard(themes, m_columns);
    m_detail = new QStackedWidget(m_columns);
    m_panel = new DrillPanel(themes, m_port, m_detail);
    m_unchosen = new page::EmptyState(themes, m_detail);
    m_unchosen->setObjectName(u"drillUnchosen"_s);
    m_detail->addWidget(m_unchosen);
    m_detail->addWidget(m_panel);
    auto *row = new QHBoxLayout(m_columns);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(paint::space::page);
    row->addWidget(m_list, 3);
    row->addWidget(m_detail, 8);
    m_list->setMinimumWidth(300);
    m_list->setMaximumWidth(440);
    m_pages->addWidget(m_none);
    m_pages->addWidget(m_columns);
    m_run = new RunView(themes, m_port, m_pages);
    m_pages->addWidget(m_run);
    auto *layout = new QVBoxLayout(this);
    // The bar of the panel stands in the margin of the page.
    layout->setContentsMargins(paint::space::page, 18, paint::space::page - page::ColumnScroll::gutter,
                               paint::space::page);
    layout->setSpacing(paint::space::card);
    m_result = new widgets::StatusStrip(themes, this);
    m_result->setObjectName(u"drillsResult"_s);
    auto *above = new QVBoxLayout;
    above->setContentsMargins(0, 0, page::ColumnScroll::gutter, 0);
    above->setSpacing(paint::space::card);
    above->addWidget(m_result);
    m_unforgotten = new Unforgotten(themes, m_port, this);
    above->addWidget(m_unforgotten);
    layout->addLayout(above);
    layout->addWidget(m_pages, 1);
}

void DrillsPage::attachArming(ArmingPort &arming)
{
    m_arming = &arming;
    m_panel->attachArming(arming);
    m_run->attachArming(arming);
    m_unforgotten->attachArming(arming);
    connect(&arming, &ArmingPort::changed, this, [this] {
        m_run->refresh(m_context.time.now());
        showUnforgotten();
    });
}

const QString &DrillsPage::chosen() const
{
    return m_list->chosen();
}

void DrillsPage::takeEntries()
{
    const std::vector<DrillEntry> entries = m_port.entries();
    if (!isRunShown()) {
        showPart(entries.empty() ? static_cast<QWidget *>(m_none) : m_columns);
    }
    m_list->setEntries(entries, m_context.time.now());
    showChosen();
    showUnforgotten();
}

/// Above the list; a run has a banner of its own.
void DrillsPage::showUnforgotten()
{
    if (isRunShown()) {
        m_unforgotten->hide();
    } else {
        m_unforgotten->refresh(m_context.time.now());
    }
}

void DrillsPage::openDrill(const QString &service, const QString &name)
{
    if (name.isEmpty()) {
        return;
    }
    const QString key = DrillListModel::keyOf(service, name);
    showList();
    m_list->setChosen(key);
    choose(key);
}

void DrillsPage::choose(const QString &key)
{
    showChosen();
    const DrillEntry *entry = m_list->entries().entry(key);
    Q_EMIT drillChanged(entry != nullptr ? entry->service : QString(), entry != nullptr ? entry->name : QString());
}

void DrillsPage::showChosen()
{
    if (const DrillEntry *entry = m_list->entries().entry(chosen())) {
        m_panel->setEntry(*entry, m_context.time.now());
        m_detail->setCurrentWidget(m_panel);
        return;
    }
    if (chosen().isEmpty()) {
        m_unchosen->say(tr("Choose an action or a drill."),
                        tr("Then you see exactly what it would do, before anything is done."));
    } else {
        m_unchosen->say(tr("There is no action or drill called “%1”.").arg(chosen()),
                        tr("Choose one of the list, or press Ctrl+K and type its name."));
    }
    m_detail->setCurrentWidget(m_unchosen);
}

void DrillsPage::start(const DrillRequest &request)
{
    say({});
    page::whenDone(m_port.start(request), this, [this](const Result<drills::Run> &run) {
        if (!run) {
            say(run.error().message);
        }
        m_panel->refresh();
    });
}

void DrillsPage::undo(const QString &id)
{
    say({});
    page::whenDone(m_port.undo(id), this, [this](const Result<drills::Run> &run) {
        if (!run) {
            say(run.error().message);
        }
    });
}

void DrillsPage::openRun(const QString &id)
{
    say({});
    page::whenDone(m_port.open(id), this, [this](const Result<void> &opened) {
        if (opened) {
            showRun();
        } else {
            say(opened.error().message);
        }
    });
}

void DrillsPage::say(const QString &problem)
{
    m_result->say(paint::Tone::Critical, problem, true);
}

/// A run that begins fills the page by itself: it is what a person now has to watch.
void DrillsPage::takeRun()
{
    const std::shared_ptr<const drills::Run> run = m_port.run();
    const bool runs = run && !run->hasEnded();
    m_tick.setInterval(runs ? busyTick : idleTick);
    if (runs && run->id != m_seenRun) {
        m_seenRun = run->id;
        showRun();
        return;
    }
    if (isRunShown()) {
        m_run->refresh(m_context.time.now());
    }
}

void DrillsPage::showRun()
{
    m_run->refresh(m_context.time.now());
    if (m_run->hasRun()) {
        showPart(m_run);
    }
}

bool DrillsPage::isRunShown() const
{
    return m_pages->currentWidget() == m_run;
}

void DrillsPage::showList()
{
    showPart(m_port.entries().empty() ? static_cast<QWidget *>(m_none) : m_columns);
}

void DrillsPage::showPart(QWidget *part)
{
    const bool shown = isRunShown();
    const bool moves = m_pages->currentWidget() != part && m_pages->isAncestorOf(QApplication::focusWidget());
    m_pages->setCurrentWidget(part);
    if (moves) {
        focusPart();
    }
    showUnforgotten();
    if (isRunShown() != shown) {
        Q_EMIT runShown(!shown);
    }
}

void DrillsPage::tick()
{
    if (isRunShown()) {
        m_run->refresh(m_context.time.now());
        return;
    }
    m_list->setNow(m_context.time.now());
    showChosen();
    showUnforgotten();
}

std::vector<page::Command> DrillsPage::commands()
{
    if (isRunShown()) {
        return {{tr("Show all actions and drills"), {}, QKeySequence(Qt::Key_Escape), [this] { showList(); }}};
    }
    std::vector<page::Command> all;
    all.push_back({tr("Filter actions and drills"), {}, QKeySequence(Qt::Key_Slash), [this] { m_list->focusText(); }});
    if (m_port.run()) {
        all.push_back({tr("Show the last run"), {}, {}, [this] { showRun(); }});
    }
    return all;
}

void DrillsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_tick.start();
    tick();
}

void DrillsPage::hideEvent(QHideEvent *event)
{
    m_tick.stop();
    Page::hideEvent(event);
}

void DrillsPage::focusInEvent(QFocusEvent *)
{
    // Not by a focus proxy: that would have Tab skip whatever stands before the list.
    focusPart();
}

void DrillsPage::focusPart()
{
    if (m_pages->currentWidget() == m_columns) {
        m_list->focusList();
    } else if (isRunShown()) {
        m_run->focusSteps();
    } else {
        m_none->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace readyroom::drillsui
