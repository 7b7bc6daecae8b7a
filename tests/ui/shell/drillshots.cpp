// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/drillshots.h"

#include "ui/drills/drillspage.h"
#include "ui/drills/stepview.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fakes::FakeDrills;
using shell::MainWindow;
using shell::PageAddress;

namespace {

const QString optimizer = u"latency-optimizer"_s;

PageAddress drill(const QString &service, const QString &name)
{
    return {PageAddress::Kind::Drills, service, {}, name};
}

template<typename T = QWidget> T *find(MainWindow &window, const char *name)
{
    return window.findChild<T *>(QLatin1StringView(name));
}

/// As if it had been started: the run fills the page.
auto showing(const drills::Run &run)
{
    return [run](MainWindow &window, FakeDrills &port) {
        port.setRun(run);
        find<drillsui::DrillsPage>(window, "drillsPage")->showRun();
    };
}

void fillInRollback(MainWindow &window, FakeDrills &)
{
    find(window, "parameter-revision")->findChild<QLineEdit *>()->setText(u"2.14.0"_s);
    find<QPlainTextEdit>(window, "drillReason")->setPlainText(u"Errors since 14:55, right after the deployment."_s);
    for (int turn = 0; turn < 60; ++turn) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    }
}

void preview(FakeDrills &port, const DrillPreview &previewed)
{
    port.previewed = previewed;
}

void history(FakeDrills &port)
{
    port.earlier = {fakes::summaryOf(fakes::deviatedFailover()), fakes::summaryOf(fakes::completedFailover()),
                    fakes::summaryOf(fakes::incompleteFailover()), fakes::summaryOf(fakes::abortedFailover())};
}

void troubles(FakeDrills &port)
{
    port.setOwed({fakes::summaryOf(fakes::interruptedFailover())});
    port.setOverrides(fakes::sampleOverrides());
}

drills::Run longRun()
{
    drills::Run run = fakes::incompleteFailover();
    run.experiment.title = fakes::longEntries().front().title;
    run.experiment.description = fakes::longEntries().front().description;
    run.service = fakes::longEntries().front().service;
    run.why = u"The p95 of the settlement gateway rose to 512 ms and stayed above its limit of 400 ms. "_s.repeated(3);
    for (drills::Step &step : run.steps) {
        step.title = step.title + u" of the settlement gateway of the northern region"_s;
        step.error = step.error.repeated(3);
        for (drills::StepTarget &target : step.targets) {
            target.target = u"settlement-gateway-7f9c8d6b5-xk2lq.payments.svc.cluster.local:8443"_s;
            target.preview.request += u'\n' + u"X-Reason: "_s + u"because "_s.repeated(40);
        }
    }
    return run;
}

} // namespace

std::vector<DrillShot> drillShots()
{
    const QSize small(1280, 720);
    const QSize large(2560, 1440);
    std::vector<DrillShot> shots;
    const auto add = [&shots](DrillShot shot) { shots.push_back(std::move(shot)); };
    const auto of = [](DrillPreview (*made)()) { return [made](FakeDrills &port) { preview(port, made()); }; };
    add({.name = u"drills"_s});
    add({.name = u"drills-none"_s, .entries = {}, .size = small});
    add({.name = u"drills-many"_s, .entries = fakes::manyEntries(300), .size = small});
    add({.name = u"drills-troubles"_s, .setUp = troubles});
    add({.name = u"drills-troubles-1280"_s, .size = small, .setUp = troubles});
    add({.name = u"drills-refused"_s,
         .entries = {fakes::sampleEntries().front(), fakes::refusedEntry()},
         .page = drill({}, u"chaos.json"_s),
         .size = small});
    add({.name = u"drills-preview"_s, .page = drill(optimizer, u"gradual-failover"_s), .setUp = history});
    add({.name = u"drills-preview-1280"_s,
         .page = drill(optimizer, u"gradual-failover"_s),
         .size = small,
         .setUp = history,
         .armed = u"staging"_s});
    add({.name = u"drills-preview-2560"_s,
         .page = drill(optimizer, u"gradual-failover"_s),
         .size = large,
         .setUp = history,
         .armed = u"staging"_s});
    add({.name = u"drills-purge"_s,
         .page = drill(optimizer, u"invalidate-all"_s),
         .setUp = of(&fakes::purgePreview),
         .armed = u"staging"_s});
    add({.name = u"drills-refusals"_s,
         .page = drill(optimizer, u"gradual-failover"_s),
         .setUp = of(&fakes::refusedPreview),
         .armed = u"staging"_s});
    add({.name = u"drills-rollback"_s,
         .page = drill(u"checkout"_s, u"roll-back"_s),
         .setUp = [](FakeDrills &port) { port.previewed.environment = u"production"_s; },
         .prepare = fillInRollback,
         .armed = u"production"_s});
    add({.name = u"drills-confirm"_s,
         .page = drill(u"checkout"_s, u"roll-back"_s),
         .setUp = [](FakeDrills &port) { port.previewed.environment = u"production"_s; },
         .prepare =
             [](MainWindow &window, FakeDrills &port) {
                 fillInRollback(window, port);
                 find<QAbstractButton>(window, "runDrill")->click();
             },
         .armed = u"production"_s,
         .dialog = "confirmDialog"});
    add({.name = u"drills-long"_s,
         .entries = fakes::longEntries(),
         .page = drill(fakes::longEntries().front().service, u"roll-back"_s),
         .size = small});
    add({.name = u"drill-run"_s, .prepare = showing(fakes::runningFailover()), .armed = u"staging"_s});
    add({.name = u"drill-load"_s, .prepare = showing(fakes::runningLoad()), .armed = u"staging"_s});
    add({.name = u"drill-load-1280"_s, .size = small, .prepare = showing(fakes::runningLoad()), .armed = u"staging"_s});
    add({.name = u"drill-measured"_s, .prepare = showing(fakes::completedPurge())});
    add({.name = u"drill-measured-1280"_s, .size = small, .prepare = showing(fakes::completedPurge())});
    add({.name = u"drill-measured-2560"_s, .size = large, .prepare = showing(fakes::completedPurge())});
    add({.name = u"drill-choice"_s, .prepare = [](MainWindow &window, FakeDrills &port) {
             showing(fakes::completedFailover())(window, port);
             find<widgets::SegmentedControl>(window, "seriesButtons")->setCurrent(2);
         }});
    add({.name = u"drill-run-1280"_s,
         .size = small,
         .prepare = showing(fakes::runningFailover()),
         .armed = u"staging"_s});
    add({.name = u"drill-run-2560"_s,
         .size = large,
         .prepare = showing(fakes::runningFailover()),
         .armed = u"staging"_s});
    add({.name = u"drill-run-narrow"_s,
         .size = {980, 640},
         .prepare = showing(fakes::runningFailover()),
         .armed = u"staging"_s});
    add({.name = u"drill-completed"_s, .prepare = showing(fakes::completedFailover()), .armed = u"staging"_s});
    add({.name = u"drill-deviated"_s, .prepare = showing(fakes::deviatedFailover())});
    add({.name = u"drill-incomplete"_s, .prepare = showing(fakes::incompleteFailover())});
    add({.name = u"drill-aborted-1280"_s, .size = small, .prepare = showing(fakes::abortedFailover())});
    add({.name = u"drill-interrupted"_s, .prepare = showing(fakes::interruptedFailover())});
    add({.name = u"drill-unconfirmed"_s, .prepare = showing(fakes::unconfirmedPurge())});
    add({.name = u"drill-long"_s, .size = small, .prepare = showing(longRun())});
    add({.name = u"service-actions"_s, .page = {PageAddress::Kind::Service, u"checkout"_s}});
    add({.name = u"service-actions-1280"_s,
         .page = {PageAddress::Kind::Service, u"checkout"_s},
         .size = small,
         .prepare =
             [](MainWindow &window, FakeDrills &port) {
                 showing(fakes::runningFailover())(window, port);
                 window.open({PageAddress::Kind::Service, u"checkout"_s});
             },
         .armed = u"staging"_s});
    return shots;
}
