// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/fleet/fleetpage.h"
#include "ui/journal/journalpage.h"
#include "ui/page/emptystate.h"
#include "ui/paint/typography.h"
#include "ui/service/servicepage.h"
#include "ui/shell/armedframe.h"
#include "ui/shell/armingcontrol.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/noticebanner.h"
#include "ui/shell/rail.h"
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

constexpr int fleetEntry = 0;
constexpr int serviceEntry = 1;
constexpr int journalEntry = 2;
constexpr QLatin1StringView geometryKey("window/geometry");

int railEntryOf(PageAddress::Kind kind)
{
    switch (kind) {
    case PageAddress::Kind::Fleet:
        return fleetEntry;
    case PageAddress::Kind::Service:
        return serviceEntry;
    case PageAddress::Kind::Journal:
        return journalEntry;
    }
    return fleetEntry;
}

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
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Readyroom"_s);
    setWindowIcon(widgets::applicationIcon());
    setMinimumSize(980, 560);
    m_rail->addPage(tr("Fleet"), widgets::Symbol::Fleet, QKeySequence(Qt::CTRL | Qt::Key_1));
    m_rail->addPage(tr("Service"), widgets::Symbol::Service, QKeySequence(Qt::CTRL | Qt::Key_2));
    m_rail->addPage(tr("Journal"), widgets::Symbol::Journal, QKeySequence(Qt::CTRL | Qt::Key_7));
    m_rail->setCurrent(fleetEntry);
    m_rail->setEnabled(false);
    m_stack->addWidget(m_message);
    // The keyboard starts on what is shown, not on the first button of the bar.
    m_message->setFocusPolicy(Qt::StrongFocus);
    m_message->setFocus(Qt::OtherFocusReason);

    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_notice);
    right->addWidget(m_stack, 1);
    auto *below = new QHBoxLayout;
    below->setSpacing(0);
    below->addWidget(m_rail);
    below->addLayout(right, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_top);
    layout->addLayout(below, 1);

    m_palette = new CommandPalette(themes, m_top->searchField(), [this] { return commands(); }, this);
    connect(m_rail, &Rail::chosen, this, [this](int entry) {
        if (entry == serviceEntry) {
            openService({}, {});
        } else {
            open({entry == journalEntry ? PageAddress::Kind::Journal : PageAddress::Kind::Fleet});
        }
    });
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
    add(QKeySequence(Qt::CTRL | Qt::Key_1), [this] { open(PageAddress{}); });
    add(QKeySequence(Qt::CTRL | Qt::Key_2), [this] { openService({}, {}); });
    add(QKeySequence(Qt::CTRL | Qt::Key_7), [this] { open({PageAddress::Kind::Journal}); });
    add(QKeySequence::Quit, [this] { QWidget::close(); });
}

void MainWindow::applyTheme()
{
    QApplication::setPalette(widgets::paletteOf(m_themes.theme()));
    update();
}

void MainWindow::showMessage(const QString &sentence, const QString &nextStep)
{
    showFindings(sentence, nextStep, {});
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
    m_limits = std::move(limits);
    const page::PageContext context{m_themes, m_time, feed, queries, journal, m_limits};
    m_fleet = new fleetui::FleetPage(context, this);
    m_service = new service::ServicePage(context, this);
    m_journal = new journalui::JournalPage(context, this);
    m_stack->addWidget(m_fleet);
    m_stack->addWidget(m_service);
    m_stack->addWidget(m_journal);
    m_rail->setEnabled(true);
    m_top->setHasFleet(true);
    connect(m_fleet, &fleetui::FleetPage::serviceChosen, this, &MainWindow::openService);
    connect(m_service, &service::ServicePage::closed, this, [this] { open(PageAddress{}); });
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
}

void MainWindow::takeNotice()
{
    m_notice->say(m_feed->latest()->notice);
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
        showPage(m_fleet, fleetEntry);
        setWindowTitle(tr("Fleet – Readyroom"));
        break;
    case PageAddress::Kind::Service:
        openService({}, address.service);
        break;
    case PageAddress::Kind::Journal:
        showPage(m_journal, journalEntry);
        setWindowTitle(tr("Journal – Readyroom"));
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
    showPage(m_service, serviceEntry);
    setWindowTitle(tr("%1 – Readyroom").arg(m_service->serviceName()));
}

void MainWindow::showPage(page::Page *shown, int railEntry)
{
    m_stack->setCurrentWidget(shown);
    m_rail->setCurrent(railEntry);
    shown->setFocus(Qt::OtherFocusReason);
}

std::vector<page::Command> MainWindow::commands()
{
    std::vector<page::Command> all;
    if (m_feed != nullptr) {
        all.push_back({tr("Go to Fleet"), {}, QKeySequence(Qt::CTRL | Qt::Key_1), [this] { open(PageAddress{}); }});
        all.push_back({tr("Go to Service"), {}, QKeySequence(Qt::CTRL | Qt::Key_2), [this] { openService({}, {}); }});
        all.push_back({tr("Go to Journal"), {}, QKeySequence(Qt::CTRL | Qt::Key_7), [this] {
                           open({PageAddress::Kind::Journal});
                       }});
        auto *current = static_cast<page::Page *>(m_stack->currentWidget());
        for (page::Command &command : current->commands()) {
            all.push_back(std::move(command));
        }
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
    const QSettings settings;
    if (const QByteArray geometry = settings.value(geometryKey).toByteArray(); !geometry.isEmpty()) {
        restoreGeometry(geometry);
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
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
