// SPDX-License-Identifier: GPL-3.0-or-later
// readyroom_gallery FOLDER: pictures of every page in every state, with made-up data.
#include "tests/support/fakearming.h"
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakequeries.h"
#include "tests/ui/shell/drillshots.h"
#include "tests/ui/shell/readinessshots.h"
#include "ui/paint/typography.h"
#include "ui/shell/indicator.h"
#include "ui/shell/mainwindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QTest>

#include <functional>
#include <vector>

using namespace readyroom;
using namespace Qt::StringLiterals;

namespace {

struct Shot {
    QString name;
    fleet::FleetSnapshot fleet;
    shell::PageAddress page = {};
    QSize size = {1440, 900};
    std::vector<journal::Event> events = fakes::fiveEvents(fakes::moment());
    JournalHealth health = {};
    /// Brings the page into the state that is pictured.
    std::function<void(shell::MainWindow &, fakes::FakeJournal &)> prepare = {};
    bool armed = false;
    bool asks = false; ///< the dialog that arms is open
    std::optional<ReadinessShot> readiness = {}; ///< what the readiness page shows
    std::optional<DrillShot> drill = {}; ///< what there is of actions and drills
};

Shot shotOf(DrillShot drill)
{
    Shot shot{.name = drill.name, .fleet = fakes::pictureFleet(), .page = drill.page, .size = drill.size};
    shot.drill = std::move(drill);
    return shot;
}

Shot shotOf(ReadinessShot readiness)
{
    Shot shot{.name = readiness.name, .fleet = fakes::pictureFleet(), .size = readiness.size, .armed = readiness.armed};
    shot.page = {shell::PageAddress::Kind::Readiness, {}, readiness.sample.profile.name};
    shot.readiness = std::move(readiness);
    return shot;
}

/// The page of readiness, brought into its state; what is pictured of it.
QWidget *prepareReadiness(const ReadinessShot &shot, shell::MainWindow &window, fakes::FakeReadiness &port)
{
    if (shot.prepare) {
        shot.prepare(window, port);
    }
    QCoreApplication::processEvents();
    auto *dialog = shot.dialog != nullptr ? window.findChild<QWidget *>(QLatin1StringView(shot.dialog)) : nullptr;
    return dialog != nullptr ? dialog : &window;
}

/// The page of drills, brought into its state; what is pictured of it.
QWidget *prepareDrills(const DrillShot &shot, shell::MainWindow &window, fakes::FakeDrills &port)
{
    if (shot.prepare) {
        shot.prepare(window, port);
    }
    QCoreApplication::processEvents();
    auto *dialog = shot.dialog != nullptr ? window.findChild<QWidget *>(QLatin1StringView(shot.dialog)) : nullptr;
    return dialog != nullptr ? dialog : &window;
}

/// Lists lay themselves out a turn after they got their rows, and the cards around them a turn later.
void settle()
{
    for (int turn = 0; turn < 12; ++turn) {
        QCoreApplication::processEvents();
    }
}

void take(const Shot &shot, const paint::Theme &theme, const QDir &folder)
{
    widgets::ThemeSource themes(theme);
    const fakes::FakeClock clock(fakes::moment());
    fakes::FakeFeed feed(shot.fleet);
    fakes::FakeQueries queries;
    fakes::FakeJournal journal(shot.events);
    journal.setHealth(shot.health);
    fakes::FakeArming arming;
    if (shot.armed) {
        arming.set(Armed{shot.readiness ? shot.readiness->sample.environment : u"production"_s, Duration{581'000}});
    }
    fakes::FakeReadiness port(shot.readiness ? shot.readiness->sample : fakes::learnify());
    if (shot.readiness && shot.readiness->setUp) {
        shot.readiness->setUp(port);
    }
    fakes::FakeDrills drills(shot.drill ? shot.drill->entries : fakes::sampleEntries());
    if (shot.drill && shot.drill->setUp) {
        shot.drill->setUp(drills);
    }
    if (shot.drill && !shot.drill->armed.isEmpty()) {
        arming.set(Armed{shot.drill->armed, Duration{702'000}});
    }
    shell::MainWindow window(themes, clock);
    window.attachArming(arming);
    window.attachReadiness(port);
    window.attachDrills(drills);
    window.resize(shot.size);
    window.attach(
        feed, queries, journal,
        {{.metric = "service:latency_seconds", .matchers = {series::Matcher::equal("quantile", "0.95")}, .value = 1.0},
         {.metric = "service:cache_hit_ratio", .value = 0.5, .bad = rules::Limit::Bad::Below}});
    window.open(shot.page);
    window.show();
    if (shot.prepare) {
        shot.prepare(window, journal);
    }
    // The first turn answers the queries, the second lays out what they brought.
    (void)QTest::qWaitForWindowExposed(&window);
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QWidget *shown = &window;
    if (shot.asks) {
        window.findChild<shell::Indicator *>(u"lock"_s)->click();
        shown = window.findChild<QDialog *>(u"armDialog"_s);
        QCoreApplication::processEvents();
    }
    if (shot.readiness) {
        shown = prepareReadiness(*shot.readiness, window, port);
    }
    if (shot.drill) {
        shown = prepareDrills(*shot.drill, window, drills);
    }
    settle();
    const QString file = folder.filePath(shot.name + (theme.isDark ? u"-dark.png"_s : u"-light.png"_s));
    if (!shown->grab().save(file)) {
        qWarning("cannot write %s", qPrintable(file));
    }
    port.finishRun();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setStyle(u"Fusion"_s);
    QApplication::setFont(paint::font(paint::TextSize::Body));
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s);
    const QString only = argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString();
    const auto service = [](const QString &name) {
        return shell::PageAddress{shell::PageAddress::Kind::Service, name};
    };
    const QString longName = fakes::longNamesFleet().services.front().name;
    const shell::PageAddress journalPage{shell::PageAddress::Kind::Journal};
    const auto openEntry = [](int row) {
        return [row](shell::MainWindow &window, fakes::FakeJournal &) {
            auto *view = window.findChild<QAbstractItemView *>(u"journalView"_s);
            view->setFocus(Qt::OtherFocusReason);
            view->setCurrentIndex(view->model()->index(row, 0));
            Q_EMIT view->activated(view->currentIndex());
        };
    };
    const auto verify = [](std::vector<journal::Damage> damage) {
        return [damage](shell::MainWindow &window, fakes::FakeJournal &store) {
            store.setDamage(damage);
            window.findChild<QAbstractButton *>(u"verifyJournal"_s)->click();
        };
    };
    const auto failReading = [](shell::MainWindow &window, fakes::FakeJournal &store) {
        store.failWith(Error{Error::Kind::Io, u"The journal's database cannot be read: disk I/O error."_s});
        window.findChild<QAbstractButton *>(u"kind-0"_s)->click();
    };
    const auto filterNothing = [](shell::MainWindow &window, fakes::FakeJournal &) {
        window.findChild<QAbstractButton *>(u"kind-4"_s)->click();
    };
    const auto many = [] { return fakes::manyEvents(3000, fakes::moment()); };
    const JournalHealth away{
        JournalHealth::State::Away,
        u"The team's server db.example.test does not answer; events are kept here and sent later."_s, 12};
    const JournalHealth failing{JournalHealth::State::Failing,
                                u"The journal cannot be written: the disk is full. It is tried again every second."_s,
                                3};
    const Shot shots[]{
        {u"fleet"_s, fakes::pictureFleet()},
        {u"fleet-1280"_s, fakes::pictureFleet(), {}, {1280, 720}},
        {u"fleet-2560"_s, fakes::pictureFleet(), {}, {2560, 1440}},
        {u"fleet-none"_s, fakes::fleetOf({})},
        {u"fleet-five"_s, fakes::largeFleet(5)},
        {u"fleet-thousand"_s, fakes::largeFleet(1000)},
        {u"fleet-thousand-2560"_s, fakes::largeFleet(1000), {}, {2560, 1440}},
        {u"fleet-broken"_s, fakes::brokenFleet()},
        {u"fleet-long"_s, fakes::longNamesFleet(), {}, {1280, 720}},
        {u"service"_s, fakes::pictureFleet(), service(u"checkout"_s)},
        {u"service-1280"_s, fakes::pictureFleet(), service(u"checkout"_s), {1280, 720}},
        {u"service-2560"_s, fakes::pictureFleet(), service(u"checkout"_s), {2560, 1440}},
        {u"service-narrow"_s, fakes::pictureFleet(), service(u"checkout"_s), {900, 900}},
        {u"service-notexposed"_s, fakes::pictureFleet(), service(u"learnify-api"_s)},
        {u"service-stale"_s, fakes::pictureFleet(), service(u"reports"_s)},
        {u"service-broken"_s, fakes::brokenFleet(), service(u"broken-0"_s)},
        {u"service-missing"_s, fakes::pictureFleet(), service(u"nowhere"_s)},
        {.name = u"armed"_s, .fleet = fakes::pictureFleet(), .armed = true},
        {.name = u"armed-small"_s,
         .fleet = fakes::pictureFleet(),
         .page = service(u"checkout"_s),
         .size = {980, 640},
         .armed = true},
        {.name = u"arm-dialog"_s, .fleet = fakes::pictureFleet(), .asks = true},
        {u"service-long"_s, fakes::longNamesFleet(), service(longName), {1280, 720}},
        {u"journal-none"_s, fakes::pictureFleet(), journalPage, {1440, 900}, {}},
        {u"journal-five"_s, fakes::pictureFleet(), journalPage},
        {u"journal-five-1280"_s, fakes::pictureFleet(), journalPage, {1280, 720}},
        {u"journal-entry"_s, fakes::pictureFleet(), journalPage, {1440, 900}, many(), {}, openEntry(8)},
        {u"journal-entry-1280"_s, fakes::pictureFleet(), journalPage, {1280, 720}, many(), {}, openEntry(8)},
        {u"journal-thousands"_s, fakes::pictureFleet(), journalPage, {1440, 900}, many()},
        {u"journal-thousands-2560"_s, fakes::pictureFleet(), journalPage, {2560, 1440}, many(), {}, openEntry(3)},
        {u"journal-thousands-1280"_s, fakes::pictureFleet(), journalPage, {1280, 720}, many()},
        {u"journal-narrow"_s, fakes::pictureFleet(), journalPage, {980, 720}, many(), {}, openEntry(3)},
        {u"journal-long"_s,
         fakes::longNamesFleet(),
         journalPage,
         {1280, 720},
         fakes::longEvents(fakes::moment()),
         {},
         openEntry(0)},
        {u"journal-nomatch"_s,
         fakes::pictureFleet(),
         journalPage,
         {1280, 720},
         fakes::fiveEvents(fakes::moment()),
         {},
         filterNothing},
        {u"journal-unreadable"_s,
         fakes::pictureFleet(),
         journalPage,
         {1280, 720},
         fakes::fiveEvents(fakes::moment()),
         {},
         failReading},
        {u"journal-away"_s, fakes::pictureFleet(), journalPage, {1280, 720}, many(), away},
        {u"journal-failing"_s, fakes::pictureFleet(), journalPage, {1280, 720}, many(), failing},
        {u"journal-holds"_s, fakes::pictureFleet(), journalPage, {1280, 720}, many(), {}, verify({})},
        {u"journal-damaged"_s,
         fakes::pictureFleet(),
         journalPage,
         {1280, 720},
         many(),
         {},
         verify({{{fakes::FakeJournal::writer(), 7}, u"its bytes do not have the hash that is stored beside them"_s},
                 {{fakes::FakeJournal::writer(), 8}, u"it does not follow the entry before it"_s}})},
    };
    std::vector<Shot> all(std::begin(shots), std::end(shots));
    for (ReadinessShot &readiness : readinessShots()) {
        all.push_back(shotOf(std::move(readiness)));
    }
    for (DrillShot &drill : drillShots()) {
        all.push_back(shotOf(std::move(drill)));
    }
    for (const Shot &shot : all) {
        if (only.isEmpty() || shot.name.startsWith(only)) {
            take(shot, paint::Theme::light(), folder);
            take(shot, paint::Theme::dark(), folder);
        }
    }
    return 0;
}
