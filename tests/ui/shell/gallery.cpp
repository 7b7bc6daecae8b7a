// SPDX-License-Identifier: GPL-3.0-or-later
// readyroom_gallery FOLDER: pictures of every page in every state, with made-up data.
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakequeries.h"
#include "ui/paint/typography.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;

namespace {

struct Shot {
    QString name;
    fleet::FleetSnapshot fleet;
    shell::PageAddress page = {};
    QSize size = {1440, 900};
};

void take(const Shot &shot, const paint::Theme &theme, const QDir &folder)
{
    widgets::ThemeSource themes(theme);
    const fakes::FakeClock clock(fakes::moment());
    fakes::FakeFeed feed(shot.fleet);
    fakes::FakeQueries queries;
    shell::MainWindow window(themes, clock);
    window.resize(shot.size);
    window.attach(
        feed, queries,
        {{.metric = "service:latency_seconds", .matchers = {series::Matcher::equal("quantile", "0.95")}, .value = 1.0},
         {.metric = "service:cache_hit_ratio", .value = 0.5, .bad = rules::Limit::Bad::Below}});
    window.open(shot.page);
    window.show();
    // The first turn answers the queries, the second lays out what they brought.
    (void)QTest::qWaitForWindowExposed(&window);
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    const QString file = folder.filePath(shot.name + (theme.isDark ? u"-dark.png"_s : u"-light.png"_s));
    if (!window.grab().save(file)) {
        qWarning("cannot write %s", qPrintable(file));
    }
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
        {u"service-long"_s, fakes::longNamesFleet(), service(longName), {1280, 720}},
    };
    for (const Shot &shot : shots) {
        if (only.isEmpty() || shot.name.startsWith(only)) {
            take(shot, paint::Theme::light(), folder);
            take(shot, paint::Theme::dark(), folder);
        }
    }
    return 0;
}
