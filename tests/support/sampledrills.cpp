// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sampledrills.h"

#include "tests/support/fakefleet.h"
#include "tests/support/sampleruns.h"

#include <QJsonArray>

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::ActionKind;
using drills::Parameter;

namespace {

DrillEntry button(const QString &service, const QString &environment, const QString &name, const QString &title,
                  ActionKind kind)
{
    DrillEntry entry;
    entry.name = name;
    entry.title = title;
    entry.kind = kind;
    entry.service = service;
    entry.environment = environment;
    entry.isAction = true;
    return entry;
}

DrillEntry withLast(DrillEntry entry, drills::RunStatus status, Duration ago, const QString &why = {})
{
    RunSummary last{.id = entry.service + u'-' + entry.name, .drill = entry.name, .service = entry.service};
    last.environment = entry.environment;
    last.title = entry.title;
    last.by = u"ann@ws1"_s;
    last.startedAt = moment() - ago - 40s;
    last.endedAt = moment() - ago;
    last.status = status;
    last.deviated = status == drills::RunStatus::Failed;
    last.rollback = last.deviated ? drills::RollbackState::Done : drills::RollbackState::NotNeeded;
    last.why = why;
    entry.last = last;
    return entry;
}

std::vector<DrillEntry> ofLatencyOptimizer()
{
    const QString service = u"latency-optimizer"_s;
    DrillEntry tag = button(service, u"staging"_s, u"invalidate-tag"_s, u"Invalidate a tag"_s, ActionKind::Invalidate);
    tag.description = u"Removes every entry that carries the tag; the others stay."_s;
    tag.parameters = {{.name = u"tag"_s, .title = u"Tag"_s, .live = true},
                      {.name = u"soft"_s,
                       .title = u"Serve stale while it refills"_s,
                       .type = Parameter::Type::Boolean,
                       .initial = true,
                       .required = false}};
    DrillEntry all = button(service, u"staging"_s, u"invalidate-all"_s, u"Invalidate all"_s, ActionKind::Invalidate);
    all.description = u"Empties the whole cache; the origin bears what the cache held back until it is full again."_s;
    DrillEntry over = button(service, u"staging"_s, u"gradual-failover"_s, u"Gradual failover"_s, ActionKind::Failover);
    over.description = u"Moves the traffic from primary to backup, step by step, while p95 and errors hold."_s;
    over.parameters = {
        {.name = u"hold"_s, .title = u"Hold at each step"_s, .type = Parameter::Type::Duration, .initial = u"10s"_s},
        {.name = u"most"_s,
         .title = u"Share at the end, %"_s,
         .type = Parameter::Type::Integer,
         .initial = 100,
         .least = 1.0,
         .most = 100.0}};
    return {withLast(tag, drills::RunStatus::Completed, 3h), all,
            withLast(over, drills::RunStatus::Failed, 26h, u"p95 rose to 512 ms, above 400 ms."_s)};
}

std::vector<DrillEntry> ofCheckout()
{
    const QString service = u"checkout"_s;
    DrillEntry purge = button(service, u"production"_s, u"invalidate"_s, u"Invalidate cache"_s, ActionKind::Invalidate);
    purge.parameters = {{.name = u"cache"_s, .title = u"Cache"_s, .choices = {u"prices"_s, u"users"_s}}};
    DrillEntry over = button(service, u"production"_s, u"failover"_s, u"Fail over"_s, ActionKind::Failover);
    DrillEntry back = button(service, u"production"_s, u"roll-back"_s, u"Roll back to 2.14.0"_s, ActionKind::Rollback);
    back.asksReason = true;
    back.parameters = {{.name = u"revision"_s, .title = u"Revision"_s, .live = true}};
    back.suggested = u"Error ratio above 10 % for 2 min"_s;
    back.suggestedSince = moment() - 4min - 10s;
    return {withLast(purge, drills::RunStatus::Completed, 95min), over, back};
}

std::vector<DrillEntry> ofFiles()
{
    DrillEntry rehearsal;
    rehearsal.name = u"failover-rehearsal"_s;
    rehearsal.title = u"The site survives the loss of one database"_s;
    rehearsal.description = u"Stops the primary for a minute while readers go on; starts it again whatever happens."_s;
    rehearsal.file = u"/etc/readyroom/drills/failover-rehearsal.yaml"_s;
    rehearsal.environment = u"staging"_s;
    DrillEntry load;
    load.name = u"load-50"_s;
    load.title = u"Fifty users for a minute"_s;
    load.kind = ActionKind::Load;
    load.service = u"learnify-api"_s;
    load.environment = u"staging"_s;
    load.file = u"/etc/readyroom/drills/load-50.yaml"_s;
    return {withLast(load, drills::RunStatus::Aborted, 48h * 3, u"The operator ended it."_s), rehearsal};
}

} // namespace

std::vector<DrillEntry> sampleEntries()
{
    std::vector<DrillEntry> all = ofCheckout();
    for (std::vector<DrillEntry> &some : std::vector{ofLatencyOptimizer(), ofFiles()}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

std::vector<DrillEntry> manyEntries(int count)
{
    constexpr std::array kinds{ActionKind::Invalidate, ActionKind::Failover, ActionKind::Rollback, ActionKind::Load};
    std::vector<DrillEntry> all;
    for (int i = 0; i < count; ++i) {
        DrillEntry entry =
            button(u"service-%1"_s.arg(i * 12 / count, 2, 10, QChar(u'0')), i % 3 == 0 ? u"production"_s : u"staging"_s,
                   u"action-%1"_s.arg(i), u"Action %1"_s.arg(i), kinds.at(static_cast<std::size_t>(i) % kinds.size()));
        all.push_back(i % 7 == 0 ? withLast(entry, drills::RunStatus::Completed, Duration(i * 60'000)) : entry);
    }
    return all;
}

std::vector<DrillEntry> longEntries()
{
    const QString name = u"payment-reconciliation-and-settlement-gateway-of-the-northern-region"_s;
    DrillEntry entry =
        button(name, u"production-europe-north-1-blue"_s, u"roll-back"_s,
               u"Roll back the settlement gateway and all that was deployed together with it this week"_s,
               ActionKind::Rollback);
    entry.description = u"Rolls back, waits until every instance says so, and looks at the queue. "_s.repeated(5);
    entry.asksReason = true;
    entry.suggested = u"The error ratio of the settlement gateway has been above its limit of ten per cent for more "
                      "than two minutes, and its health check fails"_s;
    entry.suggestedSince = moment() - 3min;
    entry.parameters = {{.name = u"revision"_s,
                         .title = u"The revision that was in production before the one that is there now"_s,
                         .live = true}};
    DrillEntry other =
        button(name, u"production-europe-north-1-blue"_s, u"purge"_s, u"x"_s.repeated(180), ActionKind::Invalidate);
    return {withLast(entry, drills::RunStatus::Failed, 2h,
                     u"It did not answer within its time, which is long. "_s.repeated(4)),
            other};
}

DrillEntry refusedEntry()
{
    DrillEntry entry;
    entry.name = u"chaos.json"_s;
    entry.title = u"chaos.json"_s;
    entry.file = u"/etc/readyroom/drills/chaos.json"_s;
    entry.problems = {
        u"/etc/readyroom/drills/chaos.json:14:19: A python provider is not run here; use http or process."_s,
        u"/etc/readyroom/drills/chaos.json:31:9: There is no key “tolerence”; “tolerance” is the nearest one."_s};
    return entry;
}

RunSummary summaryOf(const drills::Run &run)
{
    RunSummary summary{.id = run.id, .drill = run.experiment.drill, .service = run.service};
    summary.environment = run.environment;
    summary.title = run.experiment.title;
    summary.by = run.by.user + u'@' + run.by.host;
    summary.startedAt = run.startedAt;
    summary.endedAt = run.endedAt;
    summary.status = run.status;
    summary.deviated = run.deviated;
    summary.rollback = run.rollback;
    summary.why = run.why;
    summary.canUndo = run.canUndo();
    return summary;
}

DrillPreview failoverPreview()
{
    DrillPreview preview;
    preview.experiment = failoverExperiment();
    preview.environment = u"staging"_s;
    for (const int percent : {25, 50, 75, 100}) {
        DrillPreview::Step step{u"Weight backup %1 %"_s.arg(percent), u"lab"_s, {}, 10s};
        for (int target = 1; target <= 3; ++target) {
            step.targets.push_back(weightPreview(percent, target));
        }
        preview.steps.push_back(step);
    }
    preview.steadyState = {{moment(), u"p95"_s, 0.118, true, u"118 ms"_s},
                           {moment(), u"errors"_s, 0.0, true, u"0 %"_s},
                           {moment(), u"both up"_s, {}, true, u"2 of 2"_s}};
    preview.ifDeviates = u"Weight primary back to 100 %, then prove the steady state again. Also on Abort, on closing "
                         "the window, and when the environment is disarmed."_s;
    return preview;
}

DrillPreview purgePreview()
{
    DrillPreview preview;
    preview.experiment = failoverExperiment();
    preview.experiment.title = u"Invalidate all"_s;
    preview.experiment.drill = u"invalidate-all"_s;
    preview.experiment.kind = drills::ActionKind::Invalidate;
    preview.environment = u"staging"_s;
    DrillPreview::Step step{u"Invalidate everything"_s, u"http"_s, {}, 0s};
    step.targets.push_back({.target = u"127.0.0.1:7101"_s,
                            .request = u"POST http://127.0.0.1:7101/cache/invalidate HTTP/1.1\nContent-Type: "
                                       "application/json\n\n{\"by\": \"all\"}"_s,
                            .command = u"curl -X POST -H 'Content-Type: application/json' -d '{\"by\": \"all\"}' "
                                       "http://127.0.0.1:7101/cache/invalidate"_s,
                            .tool = u"curl"_s,
                            .now = u"1,204 entries in the cache."_s,
                            .effect = u"The cache is empty."_s,
                            .warnings = {u"It cannot be undone: what was cached is fetched anew."_s}});
    preview.steps = {step};
    preview.steadyState = {{moment(), u"p95"_s, 0.512, false, u"512 ms"_s},
                           {moment(), u"hit ratio"_s, {}, false, u"no result"_s}};
    preview.warnings = {u"The steady state does not hold now: p95 is 512 ms, above 400 ms."_s};
    preview.ifDeviates = u"Nothing can be taken back; the run ends and says so."_s;
    preview.blast = drills::blastRadius(212.0, 0.981, 60.0);
    preview.blast->capacityFrom = u"given in the fleet file"_s;
    return preview;
}

DrillPreview refusedPreview()
{
    DrillPreview preview = failoverPreview();
    preview.refusals = {u"Draining s1 would leave no server in backend be."_s,
                        u"The weight 0.4 rounds to zero, which drains the server; give at least 1 %."_s};
    preview.steps.resize(1);
    preview.steps.front().targets.resize(1);
    preview.steps.front().targets.front().refusals = {preview.refusals.front()};
    return preview;
}

std::vector<Override> sampleOverrides()
{
    return {{.service = u"checkout"_s,
             .environment = u"production"_s,
             .what = u"Server s1 of backend be is drained"_s,
             .since = moment() - 5h,
             .by = u"ann@ws1"_s,
             .run = u"4f6b1f4e-98a1-4f55-8a52-7f1f3a5f3d11"_s},
            {.service = u"latency-optimizer"_s,
             .environment = u"staging"_s,
             .what = u"Breaker payments is forced open on 10.0.0.1:8080"_s,
             .since = moment() - 40min}};
}

} // namespace readyroom::fakes
