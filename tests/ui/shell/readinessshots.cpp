// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/readinessshots.h"

#include "tests/support/fakefleet.h"
#include "ui/page/emptystate.h"
#include "ui/readiness/checklistview.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fakes::FakeReadiness;
using readiness::ItemResult;
using shell::MainWindow;

namespace {

void click(MainWindow &window, const char *name)
{
    if (auto *button = window.findChild<QAbstractButton *>(QLatin1StringView(name))) {
        button->click();
    }
}

auto unfold(const QString &id)
{
    return [id](MainWindow &window, FakeReadiness &) {
        auto *view = window.findChild<readinessui::ChecklistView *>(u"checklist"_s);
        view->showItem(id);
        QCoreApplication::processEvents();
    };
}

auto press(const char *name)
{
    return [name](MainWindow &window, FakeReadiness &) { click(window, name); };
}

auto act(const QString &id, const char *button)
{
    return [id, button](MainWindow &window, FakeReadiness &port) {
        unfold(id)(window, port);
        click(window, button);
    };
}

void whatIf(MainWindow &window, FakeReadiness &)
{
    click(window, "whatIf");
    click(window, "tickPath");
}

void decideMuch(FakeReadiness &port)
{
    readiness::Decision note{.what = readiness::Decision::What::Note,
                             .profile = u"learnify-api"_s,
                             .item = u"health-endpoint"_s,
                             .text = u"The platform team begins on Monday."_s};
    (void)port.open({u"learnify-api"_s, {}});
    for (int i = 0; i < 3; ++i) {
        (void)port.decide(note);
        port.now += 70s;
    }
}

void drift(FakeReadiness &port)
{
    port.signOff = fakes::signedRecord({u"architecture"_s, u"security"_s, u"operations"_s}, {});
    port.sample().fail(u"tls"_s, u"1.3, 12 d"_s);
    port.sample().fail(u"health-endpoint"_s, u"503"_s);
    port.drift = {{u"tls"_s, u"TLS 1.2 or newer, 14 days left"_s, ItemResult::Pass, ItemResult::Fail,
                   fakes::moment() - 25min, u"1.3, 12 d"_s},
                  {u"health-endpoint"_s, u"Health endpoint answers within 50 ms"_s, ItemResult::Pass, ItemResult::Fail,
                   fakes::moment() - 4min, u"503"_s}};
}

void runLoad(FakeReadiness &port)
{
    port.running = {{u"load-test"_s, 0.42, u"3,120 requests, 2 failed"_s, fakes::moment() - 17s}};
}

void someEarlier(FakeReadiness &port)
{
    port.before = {{u"a"_s, fakes::moment() - 3h, readiness::Verdict::NoGo, 52.142857, u"verdict changed"_s},
                   {u"b"_s, fakes::moment() - 26h, readiness::Verdict::Conditional, 87.1, u"signed by architecture"_s},
                   {u"c"_s, fakes::moment() - 9 * 24h, readiness::Verdict::NoGo, 41.0, u"recorded by a person"_s}};
    port.told = fakes::sampleDifference();
}

void refuse(FakeReadiness &port)
{
    port.addRefused(
        u"payments"_s,
        {u"/etc/readyroom/payments.yaml:14:5: There is no key “serverity”; “severity” is the nearest one."_s,
         u"/etc/readyroom/payments.yaml:31:9: The expression ends too early."_s,
         u"/etc/readyroom/payments.yaml:40:3: Two items are called “health-endpoint”."_s});
}

} // namespace

std::vector<ReadinessShot> readinessShots()
{
    const auto signedPart = [](FakeReadiness &port) {
        port.signOff = fakes::signedRecord({u"architecture"_s}, {u"security"_s, u"operations"_s});
    };
    const auto signedAll = [](FakeReadiness &port) {
        port.signOff = fakes::signedRecord({u"architecture"_s, u"security"_s, u"operations"_s}, {});
    };
    const QSize small(1280, 720);
    const QSize large(2560, 1440);
    std::vector<ReadinessShot> shots;
    const auto add = [&shots](ReadinessShot shot) { shots.push_back(std::move(shot)); };
    add({.name = u"readiness"_s});
    add({.name = u"readiness-1280"_s, .size = small});
    add({.name = u"readiness-2560"_s, .size = large});
    add({.name = u"readiness-narrow"_s, .size = {980, 640}});
    add({.name = u"readiness-item"_s, .setUp = decideMuch, .prepare = unfold(u"health-endpoint"_s)});
    add({.name = u"readiness-item-1280"_s,
         .size = small,
         .setUp = decideMuch,
         .prepare = unfold(u"health-endpoint"_s)});
    add({.name = u"readiness-whatif"_s, .prepare = whatIf});
    add({.name = u"readiness-go"_s, .sample = fakes::learnifyReady()});
    add({.name = u"readiness-conditional"_s, .sample = fakes::learnifyConditional()});
    add({.name = u"readiness-waived"_s, .sample = fakes::learnifyConditional(), .prepare = unfold(u"coverage"_s)});
    add({.name = u"readiness-signing"_s, .sample = fakes::learnifyReady(), .setUp = signedPart});
    add({.name = u"readiness-signed"_s, .sample = fakes::learnifyReady(), .setUp = signedAll});
    add({.name = u"readiness-drift"_s, .sample = fakes::learnifyReady(), .setUp = drift});
    add({.name = u"readiness-running"_s, .setUp = runLoad, .prepare = press("runAll"), .armed = true});
    add({.name = u"readiness-running-1280"_s, .size = small, .setUp = runLoad, .armed = true});
    add({.name = u"readiness-broken"_s, .sample = fakes::everythingBroken(), .size = small});
    add({.name = u"readiness-many"_s, .sample = fakes::manyItems(300)});
    add({.name = u"readiness-many-2560"_s, .sample = fakes::manyItems(300), .size = large});
    add({.name = u"readiness-long"_s, .sample = fakes::longReadiness(), .size = small});
    add({.name = u"readiness-long-item"_s,
         .sample = fakes::longReadiness(),
         .size = small,
         .prepare = unfold(u"health-endpoint"_s)});
    add({.name = u"readiness-problems"_s, .size = small, .setUp = refuse});
    add({.name = u"readiness-noservice"_s, .size = small, .prepare = [](MainWindow &window, FakeReadiness &port) {
             port.sample().service = u"learnify-api-2"_s;
             window.open({shell::PageAddress::Kind::Readiness, {}, u"nothing-like-it"_s});
         }});
    add({.name = u"readiness-evaluating"_s,
         .size = small,
         .setUp = [](FakeReadiness &port) { port.hold(); },
         .prepare =
             [](MainWindow &window, FakeReadiness &) {
                 auto *empty =
                     window.findChild<QWidget *>(u"readinessPage"_s)->findChild<page::EmptyState *>(u"emptyState"_s);
                 (void)QTest::qWaitFor([empty] { return empty->sentence().startsWith(u"Evaluating"_s); });
             }});
    add({.name = u"readiness-open-none"_s,
         .sample = fakes::learnifyReady(),
         .size = small,
         .prepare = press("openOnly")});
    add({.name = u"readiness-choose"_s,
         .size = small,
         .setUp = refuse,
         .prepare = press("profileChooser"),
         .dialog = "chooserList"});
    add({.name = u"readiness-waive"_s, .prepare = act(u"coverage"_s, "itemWaive"), .dialog = "waiverDialog"});
    add({.name = u"readiness-notapplicable"_s,
         .prepare = act(u"coverage"_s, "itemApplies"),
         .dialog = "notApplicableDialog"});
    add({.name = u"readiness-attest"_s, .prepare = act(u"coverage"_s, "itemAttest"), .dialog = "attestDialog"});
    add({.name = u"readiness-sign"_s,
         .sample = fakes::learnifyReady(),
         .setUp = signedPart,
         .prepare = press("signOff"),
         .dialog = "signDialog"});
    add({.name = u"readiness-compare"_s, .setUp = someEarlier, .prepare = press("compare"), .dialog = "compareDialog"});
    add({.name = u"readiness-compare-none"_s, .prepare = press("compare"), .dialog = "compareDialog"});
    return shots;
}
