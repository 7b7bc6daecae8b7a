// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/drills/drillspage.h"
#include "ui/fleet/fleetpage.h"
#include "ui/journal/journalpage.h"
#include "ui/page/emptystate.h"
#include "ui/paint/typography.h"
#include "ui/readiness/readinesspage.h"
#include "ui/service/servicepage.h"
#include "ui/shell/armedframe.h"
#include "ui/shell/armingcontrol.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/drillspart.h"
#include "ui/shell/noticebanner.h"
#include "ui/shell/rail.h"
#include "ui/shell/railentries.h"
#include "ui/shell/topbar.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/statebadge.h"

#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace readyroom::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView geometryKey("window/geometry");

} // namespace

MainWindow::MainWindow(widgets::ThemeSource &themes, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_time(clock)
    , m_top(new TopBar(themes, m_time, this))
    , m_rail(new Rail(themes, this))
    , m_notice(new NoticeBanner(themes, this))
    , m_stack(new QStackedWidget(this))
    , m_message(new page::EmptyState(themes, this))
    , m_right(new QVBoxLayout)
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Readyroom"_s);
    setWindowIcon(widgets::applicationIcon());
    setMinimumSize(980, 560);
    m_rail->addPage(fleetEntry, tr("Fleet"), widgets::Symbol::Fleet);
    m_rail->addPage(serviceEntry, tr("Service"), widgets::Symbol::Service);
    m_rail->addPage(journalEntry, tr("Journal"), widgets::Symbol::Journal);
    m_rail->setCurrent(fleetEntry);
    m_rail->setEnabled(false);
    m_stack->addWidget(m_message);
    // The keyboard starts on what is shown, not on the first button of the bar.
    m_message->setFocusPolicy(Qt::StrongFocus);
    m_message->setFocus(Qt::OtherFocusReason);

    m_right->setSpacing(0);
    m_right->addWidget(m_notice);
    m_right->addWidget(m_stack, 1);
    auto *below = new QHBoxLayout;
    below->setSpacing(0);
    below->addWidget(m_rail);
    below->addLayout(m_right, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_top);
    layout->addLayout(below, 1);

    m_palette = new CommandPalette(themes, m_top->searchField(), [this] { return commands(); }, this);
    connect(m_rail, &Rail::chosen, this, &MainWindow::openEntry);
    connect(&themes, &widgets::ThemeSource::changed, this, &MainWindow::applyTheme);
    addShortcuts();
    applyTheme();
}

MainWindow::~MainWindow() = default;

void MainWindow::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto action) {
        auto *shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    for (const int entry : {fleetEntry, serviceEntry, readinessEntry, drillsEntry, journalEntry}) {
        add(Rail::shortcutOf(entry), [this, entry] { openEntry(entry); });
    }
    add(QKeySequence::Quit, [this] { QWidget::close(); });
}

void MainWindow::openEntry(int entry)
{
    switch (entry) {
    case serviceEntry:
        openService({}, {});
        break;
    case readinessEntry:
        openReadiness({});
        break;
    case drillsEntry:
        openDrills({}, {});
        break;
    case journalEntry:
        open({PageAddress::Kind::Journal});
        break;
    default:
        open(PageAddress{});
    }
}

void MainWindow::applyTheme()
{
    QApplication::setPalette(widgets::paletteOf(m_themes.theme()));
    update();
}

void MainWindow::showFindings(const QString &sentence, const QString &nextStep, const QStringList &findings)
{
    m_message->say(sentence, nextStep, findings);
    m_stack->setCurrentWidget(m_message);
    m_top->setHasFleet(m_feed != nullptr);
}

void MainWindow::attach(FleetFeed &feed, QuerySource &queries, JournalStore &journal, std::vector<rules::Limit> limits)
{
    Q_ASSERT(m_feed == nullptr);
    m_feed = &feed;
    m_queries = &queries;
    m_journalStore = &journal;
    m_limits = std::move(limits);
    m_fleet = new fleetui::FleetPage(context(), this);
    m_service = new service::ServicePage(context(), this);
    m_journal = new journalui::JournalPage(context(), this);
    m_stack->addWidget(m_fleet);
    m_stack->addWidget(m_service);
    m_stack->addWidget(m_journal);
    buildReadiness();
    buildDrills();
    m_rail->setEnabled(true);
    m_top->setHasFleet(true);
    connect(m_fleet, &fleetui::FleetPage::serviceChosen, this, &MainWindow::openService);
    connect(m_service, &service::ServicePage::closed, this, [this] { open(PageAddress{}); });
    connect(m_service, &service::ServicePage::drillRequested, this, &MainWindow::openDrills);
    connect(&feed, &FleetFeed::changed, this, &MainWindow::takeNotice);
    takeNotice();
    open(m_address);
}

void MainWindow::attachArming(ArmingPort &arming)
{
    Q_ASSERT(m_arming == nullptr);
    m_arming = &arming;
    m_top->attachArming(arming);
    m_frame = new ArmedFrame(m_themes, arming, this);
    if (m_readiness != nullptr) {
        m_readiness->attachArming(arming);
    }
    if (m_drills != nullptr) {
        m_drills->attachArming(arming);
    }
}

void MainWindow::attachReadiness(ReadinessPort &readiness)
{
    Q_ASSERT(m_readinessPort == nullptr);
    m_readinessPort = &readiness;
    m_rail->addPage(readinessEntry, tr("Readiness"), widgets::Symbol::Readiness);
    if (m_feed == nullptr) {
        m_rail->setCurrent(railEntryOf(m_address.kind));
        return;
    }
    buildReadiness();
    if (m_address.kind == PageAddress::Kind::Readiness) {
        open(m_address);
    }
}

void MainWindow::attachDrills(DrillsPort &drills)
{
    Q_ASSERT(m_drills == nullptr);
    m_drills = new DrillsPart(drills, *m_top, this);
    connect(m_drills, &DrillsPart::wanted, this, &MainWindow::openDrills);
    connect(m_drills, &DrillsPart::shown, this, &MainWindow::tellDrills);
    if (m_arming != nullptr) {
        m_drills->attachArming(*m_arming);
    }
    m_rail->addPage(drillsEntry, tr("Drills"), widgets::Symbol::Drills);
    if (m_feed == nullptr) {
        m_rail->setCurrent(railEntryOf(m_address.kind));
        return;
    }
    buildDrills();
    if (m_address.kind == PageAddress::Kind::Drills) {
        open(m_address);
    }
}

page::PageContext MainWindow::context()
{
    return {m_themes, m_time, *m_feed, *m_queries, *m_journalStore, m_limits};
}

void MainWindow::buildReadiness()
{
    if (m_readinessPort == nullptr) {
        return;
    }
    m_readiness = new readinessui::ReadinessPage(context(), *m_readinessPort, this);
    m_stack->addWidget(m_readiness);
    if (m_arming != nullptr) {
        m_readiness->attachArming(*m_arming);
    }
    connect(m_readiness, &readinessui::ReadinessPage::profileChanged, this, [this](const QString &profile) {
        if (m_stack->currentWidget() == m_readiness) {
            m_address.profile = profile;
            tellReadiness();
        }
    });
}

void MainWindow::buildDrills()
{
    if (m_drills != nullptr) {
        m_stack->addWidget(&m_drills->build(context(), this));
        m_right->insertWidget(0, m_drills->strip());
        m_service->attachDrills(m_drills->port());
    }
}

void MainWindow::takeNotice()
{
    m_notice->say(m_drills != nullptr && m_drills->isClosing()
                      ? tr("A run is being rolled back; Readyroom closes as soon as that is done.")
                      : m_feed->latest()->notice);
}

void MainWindow::open(const PageAddress &address)
{
    m_address = address;
    if (m_feed == nullptr) {
        m_rail->setCurrent(railEntryOf(address.kind));
        return;
    }
    switch (address.kind) {
    case PageAddress::Kind::Fleet:
        showPage(m_fleet, fleetEntry, tr("Fleet – Readyroom"));
        break;
    case PageAddress::Kind::Service:
        openService({}, address.service);
        break;
    case PageAddress::Kind::Readiness:
        openReadiness(address.profile);
        break;
    case PageAddress::Kind::Drills:
        openDrills(address.service, address.drill);
        break;
    case PageAddress::Kind::Journal:
        showPage(m_journal, journalEntry, tr("Journal – Readyroom"));
        break;
    }
}

void MainWindow::openService(const QString &environment, const QString &name)
{
    if (m_feed == nullptr) {
        return;
    }
    // Without a name the page keeps what it showed last, or takes the most troubled service.
    m_service->showService(environment, name);
    m_address = {PageAddress::Kind::Service, m_service->serviceName()};
    showPage(m_service, serviceEntry, tr("%1 – Readyroom").arg(m_service->serviceName()));
}

void MainWindow::openReadiness(const QString &profile)
{
    if (m_readiness == nullptr) {
        showFleetMeanwhile();
        return;
    }
    // Without a name the page keeps what it showed last, or takes the first profile that fits.
    if (!profile.isEmpty()) {
        m_readiness->openProfile(profile);
    }
    m_address = {PageAddress::Kind::Readiness, {}, m_readiness->subject().profile};
    showPage(m_readiness, readinessEntry, {});
    m_address.profile = m_readiness->subject().profile;
    tellReadiness();
}

/// A page comes with its attach…(); until then the fleet is what there is to see.
void MainWindow::showFleetMeanwhile()
{
    if (m_feed != nullptr && m_stack->currentWidget() == m_message) {
        showPage(m_fleet, fleetEntry, tr("Fleet – Readyroom"));
    }
}

void MainWindow::openDrills(const QString &service, const QString &name)
{
    if (m_drills == nullptr || m_drills->page() == nullptr) {
        showFleetMeanwhile();
        return;
    }
    showPage(m_drills->page(), drillsEntry, {});
    tellDrills(service, name);
    // Without a name the page keeps what it showed last.
    m_drills->page()->openDrill(service, name);
}

void MainWindow::tellDrills(const QString &service, const QString &name)
{
    m_address = {PageAddress::Kind::Drills, service, {}, name};
    setWindowTitle(name.isEmpty() ? tr("Drills – Readyroom") : tr("%1 – Readyroom").arg(name));
}

void MainWindow::tellReadiness()
{
    setWindowTitle(m_address.profile.isEmpty() ? tr("Readiness – Readyroom")
                                               : tr("Readiness of %1 – Readyroom").arg(m_address.profile));
}

/// A page that words its title later has none here.
void MainWindow::showPage(page::Page *shown, int railEntry, const QString &title)
{
    if (!title.isEmpty()) {
        setWindowTitle(title);
    }
    m_stack->setCurrentWidget(shown);
    m_rail->setCurrent(railEntry);
    shown->setFocus(Qt::OtherFocusReason);
}

std::vector<page::Command> MainWindow::pageCommands()
{
    std::vector<page::Command> all;
    const auto go = [this, &all](int entry, const QString &title) {
        all.push_back({title, {}, Rail::shortcutOf(entry), [this, entry] { openEntry(entry); }});
    };
    go(fleetEntry, tr("Go to Fleet"));
    go(serviceEntry, tr("Go to Service"));
    if (m_readiness != nullptr) {
        go(readinessEntry, tr("Go to Readiness"));
    }
    if (m_drills != nullptr) {
        go(drillsEntry, tr("Go to Drills"));
    }
    go(journalEntry, tr("Go to Journal"));
    if (auto *current = qobject_cast<page::Page *>(m_stack->currentWidget())) {
        for (page::Command &command : current->commands()) {
            all.push_back(std::move(command));
        }
    }
    if (m_readiness != nullptr) {
        for (const ProfileEntry &profile : m_readinessPort->profiles()) {
            all.push_back({tr("Readiness of %1").arg(profile.name), profile.title, {}, [this, name = profile.name] {
                               openReadiness(name);
                           }});
        }
    }
    if (m_drills != nullptr) {
        for (page::Command &command : m_drills->commands()) {
            all.push_back(std::move(command));
        }
    }
    return all;
}

std::vector<page::Command> MainWindow::commands()
{
    std::vector<page::Command> all;
    if (m_feed != nullptr) {
        all = pageCommands();
    }
    const bool paused = m_time.isPaused();
    all.push_back(
        {paused ? tr("Follow live data") : tr("Pause the charts"), {}, QKeySequence(Qt::Key_Space), [this, paused] {
             m_time.setPaused(!paused);
         }});
    for (const RangeChoice &choice : rangeChoices) {
        all.push_back({TopBar::tr("Show %1").arg(TopBar::tr(choice.description).toLower()),
                       {},
                       {},
                       [this, minutes = choice.minutes] { m_time.setRange(std::chrono::minutes(minutes)); }});
    }
    all.push_back({m_themes.theme().isDark ? tr("Use the light theme") : tr("Use the dark theme"), {}, {}, [this] {
                       m_themes.setTheme(m_themes.theme().isDark ? paint::Theme::light() : paint::Theme::dark());
                   }});
    if (m_arming != nullptr) {
        for (page::Command &command : m_top->arming()->commands()) {
            all.push_back(std::move(command));
        }
    }
    all.push_back({tr("Quit"), {}, QKeySequence::Quit, [this] { QWidget::close(); }});
    if (m_feed != nullptr) {
        for (const fleet::ServiceStatus &status : m_feed->latest()->services) {
            QStringList context{widgets::wordOf(status.state), status.environment, status.owner};
            context.removeAll(QString());
            all.push_back({status.name, context.join(u" · "_s), {}, [this, status] {
                               openService(status.environment, status.name);
                           }});
        }
    }
    return all;
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) {
        m_time.setPaused(!m_time.isPaused());
        return;
    }
    QWidget::keyPressEvent(event);
}

void MainWindow::restoreGeometryOfLastRun()
{
    m_remembersGeometry = true;
    restoreGeometry(QSettings().value(geometryKey).toByteArray());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_drills != nullptr && !m_drills->letsClose()) {
        takeNotice();
        event->ignore();
        return;
    }
    if (m_remembersGeometry) {
        QSettings().setValue(geometryKey, saveGeometry());
    }
    QWidget::closeEvent(event);
}

void MainWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_themes.theme().background);
}

} // namespace readyroom::shell
