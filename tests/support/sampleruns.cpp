// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sampleruns.h"

#include "tests/support/fakefleet.h"
#include "tests/support/sampledrills.h"

#include <QJsonArray>

#include <cmath>

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Activity;
using drills::Confirmed;
using drills::Run;
using drills::RunStatus;
using drills::Step;
using drills::StepPhase;
using drills::StepState;
using drills::StepTarget;
using drills::Tolerance;

namespace {

constexpr double limit = 0.4;

Activity guard(const QString &name, const QString &expr, readiness::Threshold pass, const QString &text)
{
    Activity probe;
    probe.type = Activity::Type::Probe;
    probe.name = name;
    probe.provider = {{u"type"_s, u"promql"_s}, {u"expr"_s, expr}};
    probe.tolerance = Tolerance{Tolerance::Limit{pass, text}};
    return probe;
}

Activity weight(int percent)
{
    Activity activity;
    activity.name = u"Weight backup %1 %"_s.arg(percent);
    activity.provider = {{u"type"_s, u"lab"_s}, {u"do"_s, u"failover"_s}};
    activity.pauseAfter = 10s;
    return activity;
}

Step steady(StepPhase phase, const QString &title)
{
    Step step;
    step.phase = phase;
    step.title = title;
    return step;
}

Step waiting(int percent)
{
    Step step;
    step.title = weight(percent).name;
    step.activity = weight(percent);
    for (int target = 1; target <= 3; ++target) {
        step.targets.push_back(
            {.target = weightPreview(percent, target).target, .preview = weightPreview(percent, target)});
    }
    return step;
}

void confirm(StepTarget &target, int percent)
{
    target.state = StepState::Succeeded;
    target.outcome = {.sent = true, .observed = u"200"_s};
    target.verification = {Confirmed::Yes, u"the backup has %1 %"_s.arg(percent)};
}

Step done(Step step, Timestamp from, Duration took, const QString &detail)
{
    step.state = StepState::Succeeded;
    step.detail = detail;
    step.startedAt = from;
    step.endedAt = from + took;
    return step;
}

Step moved(int percent, Timestamp from, Duration took)
{
    Step step = done(waiting(percent), from, took, u"re-read 3 of 3, guard held 10 s"_s);
    for (StepTarget &target : step.targets) {
        confirm(target, percent);
    }
    return step;
}

/// p95 swings around 100 ms, as the run of the picture has it, and rises at its end to what is asked.
void addGuard(Run &run, Timestamp to, double last)
{
    const auto readings = (to - run.startedAt) / 200ms;
    for (std::int64_t i = -readings; i <= readings; ++i) {
        const Timestamp at = run.startedAt + i * 200ms;
        const double wave = 0.1 + 0.009 * std::sin(static_cast<double>(i) / 9.0)
            + 0.003 * std::sin(static_cast<double>(i) * 1.7) + 0.003 * std::sin(static_cast<double>(i * i) * 0.37);
        const double rise = i > readings - 8 ? (last - 0.11) * static_cast<double>(i - readings + 8) / 8.0 : 0.0;
        const double p95 = wave + rise;
        run.guard.push_back({at, u"p95"_s, p95, p95 < limit, u"%1 ms"_s.arg(std::round(p95 * 1000))});
        run.guard.push_back({at, u"errors"_s, 0.001, true, u"0.1 %"_s});
    }
}

drills::Summary summary(std::int64_t n, double mean, double p50, double p95, double p99)
{
    return {n, mean, 0.09, p50, p95, p99};
}

Run begun()
{
    Run run;
    run.id = u"18c0f2d4-5a1e-4b9f-9d3a-3f1b2c4d5e6f"_s;
    run.experiment = failoverExperiment();
    run.service = run.experiment.service;
    run.environment = run.experiment.environment;
    run.by = {u"ann"_s, u"ws1"_s};
    run.startedAt = moment() - 25s;
    run.steps = {done(steady(StepPhase::Before, u"Steady state before"_s), run.startedAt, 300ms,
                      u"p95 < 400 ms, errors < 1 %, both up"_s),
                 moved(25, run.startedAt + 300ms, 10400ms),
                 moved(50, run.startedAt + 10700ms, 10200ms),
                 waiting(75),
                 waiting(100),
                 steady(StepPhase::After, u"Steady state after"_s)};
    drills::Comparison so;
    so.before = summary(1512, 0.0331, 0.0230, 0.0312, 0.518);
    so.after = summary(1204, 0.0384, 0.0241, 0.118, 0.540);
    so.reductionPercent = -16.01;
    so.difference = 0.0053;
    so.low = 0.0012;
    so.high = 0.0094;
    so.cohensD = 0.06;
    so.throughputBefore = 25.2;
    so.throughputAfter = 24.9;
    so.throughputRatio = 0.988;
    so.resamples = 10'000;
    run.comparison = so;
    return run;
}

drills::Undo undo(int percent, int target, bool taken)
{
    return {weight(percent).name, weightPreview(percent, target).target,
            u"The backup has %1 % again."_s.arg(percent - 25),
            drills::Act{u"lab"_s, weightPreview(percent, target).target}, taken};
}

void addUndo(Run &run, bool taken, std::initializer_list<int> percents)
{
    for (const int percent : percents) {
        for (int target = 1; target <= 3; ++target) {
            run.undo.push_back(undo(percent, target, taken));
        }
    }
}

/// What follows when it does not go on at the step `failed`.
void rollBack(Run &run, std::size_t failed, Timestamp at)
{
    for (std::size_t i = failed + 1; i < run.steps.size(); ++i) {
        run.steps[i].state = StepState::Skipped;
    }
    Step back = waiting(25);
    back.phase = StepPhase::Rollback;
    back.title = u"Weight primary 100 %"_s;
    back.activity.reset();
    back = done(back, at, 600ms, u"re-read 3 of 3"_s);
    for (StepTarget &target : back.targets) {
        confirm(target, 0);
    }
    run.steps.push_back(back);
    run.steps.push_back(done(steady(StepPhase::AfterRollback, u"Steady state after rollback"_s), at + 600ms, 2100ms,
                             u"p95 < 400 ms, errors < 1 %, both up"_s));
    run.rollback = drills::RollbackState::Done;
    run.endedAt = at + 2700ms;
}

} // namespace

drills::Experiment failoverExperiment()
{
    using Operator = readiness::Threshold::Operator;
    drills::Experiment experiment;
    experiment.title = u"Gradual failover"_s;
    experiment.description = u"primary → backup"_s;
    experiment.steadyState = drills::Hypothesis{
        u"Steady state"_s,
        {guard(u"p95"_s, u"service:latency_seconds{quantile=\"0.95\"}"_s, {Operator::Less, limit}, u"< 0.4"_s),
         guard(u"errors"_s, u"service:error_ratio"_s, {Operator::Less, 0.01}, u"< 0.01"_s)}};
    experiment.method = {weight(25), weight(50), weight(75), weight(100)};
    experiment.rollbackStrategy = drills::RollbackStrategy::Deviated;
    experiment.drill = u"gradual-failover"_s;
    experiment.service = u"latency-optimizer"_s;
    experiment.environment = u"staging"_s;
    experiment.kind = drills::ActionKind::Failover;
    experiment.automaticUndo = true;
    experiment.measure = drills::Measure{.histogram = u"http_request_duration_seconds_bucket"_s};
    return experiment;
}

drills::Preview weightPreview(int percent, int target)
{
    const QString address = u"127.0.0.1:%1"_s.arg(7100 + target);
    return {
        .target = address,
        .request = u"POST http://%1/failover\n{\"backup_weight\": %2}"_s.arg(address, QString::number(percent)),
        .command =
            u"curl -X POST -H 'Content-Type: application/json' -d '{\"backup_weight\": %2}' http://%1/failover"_s.arg(
                address, QString::number(percent)),
        .tool = u"curl"_s,
        .now = u"The backup has %1 % of the traffic."_s.arg(percent - 25),
        .effect = u"The backup has %1 % of the traffic."_s.arg(percent),
        .undo = drills::Act{u"lab"_s, address},
        .undoEffect = u"The backup has %1 % again."_s.arg(percent - 25)};
}

Run runningFailover()
{
    Run run = begun();
    Step &third = run.steps[3];
    third.state = StepState::Holding;
    third.detail = u"re-read 3 of 3"_s;
    third.startedAt = moment() - 4100ms;
    third.holdUntil = moment() + 6s;
    for (StepTarget &target : third.targets) {
        confirm(target, 75);
    }
    addUndo(run, false, {25, 50, 75});
    addGuard(run, moment(), 0.118);
    addCourse(run, moment());
    return run;
}

Run completedFailover()
{
    Run run = begun();
    run.startedAt -= 60s;
    for (Step &step : run.steps) {
        if (step.startedAt) {
            *step.startedAt -= 60s;
            *step.endedAt -= 60s;
        }
    }
    run.steps[3] = moved(75, run.startedAt + 20900ms, 10300ms);
    run.steps[4] = moved(100, run.startedAt + 31200ms, 10200ms);
    run.steps[5] = done(run.steps[5], run.startedAt + 41400ms, 300ms, run.steps[0].detail);
    run.endedAt = run.startedAt + 41700ms;
    run.status = RunStatus::Completed;
    addUndo(run, false, {25, 50, 75, 100});
    addGuard(run, *run.endedAt, 0.118);
    addCourse(run, *run.endedAt);
    return run;
}

Run deviatedFailover()
{
    Run run = begun();
    run.steps[3] = moved(75, moment() - 4100ms, 2600ms);
    run.steps[3].state = StepState::Failed;
    run.steps[3].detail = u"re-read 3 of 3"_s;
    run.steps[3].error = u"p95 rose to 512 ms, above 400 ms."_s;
    run.status = RunStatus::Failed;
    run.deviated = true;
    run.why = u"p95 rose to 512 ms, above 400 ms."_s;
    addGuard(run, moment() - 1500ms, 0.512);
    addUndo(run, true, {25, 50, 75});
    rollBack(run, 3, moment() - 1500ms);
    return run;
}

Run incompleteFailover()
{
    Run run = deviatedFailover();
    Step &back = run.steps[6];
    back.state = StepState::Failed;
    back.detail = u"re-read 2 of 3"_s;
    back.error = u"127.0.0.1:7103 did not answer within 2 s."_s;
    back.targets[2].state = StepState::Failed;
    back.targets[2].outcome = {.sent = true, .error = Error{Error::Kind::Timeout, back.error}};
    back.targets[2].verification = {Confirmed::Unknown, u"it cannot be read"_s};
    run.steps[7].state = StepState::Failed;
    run.steps[7].detail = u"p95 < 400 ms: 512 ms"_s;
    run.rollback = drills::RollbackState::Incomplete;
    run.undo[2].done = run.undo[5].done = run.undo[8].done = false;
    return run;
}

Run abortedFailover()
{
    Run run = begun();
    run.status = RunStatus::Aborted;
    run.why = u"The operator ended it."_s;
    run.steps[2].endedAt = moment() - 8s;
    run.steps[2].detail = u"re-read 3 of 3"_s;
    addGuard(run, moment() - 8s, 0.11);
    addUndo(run, true, {25, 50});
    rollBack(run, 2, moment() - 8s);
    return run;
}

Run interruptedFailover()
{
    Run run = begun();
    run.startedAt -= 2h;
    for (Step &step : run.steps) {
        if (step.startedAt) {
            *step.startedAt -= 2h;
            *step.endedAt -= 2h;
        }
    }
    for (std::size_t i = 3; i < run.steps.size(); ++i) {
        run.steps[i].state = StepState::Skipped;
    }
    run.status = RunStatus::Interrupted;
    run.why = u"Readyroom ended in the middle of it."_s;
    run.rollback = drills::RollbackState::Owed;
    run.endedAt = run.startedAt + 21s;
    addUndo(run, false, {25, 50});
    addGuard(run, *run.endedAt, 0.11);
    return run;
}

Run unconfirmedPurge()
{
    Run run = begun();
    run.experiment.title = u"Invalidate all"_s;
    run.experiment.drill = u"invalidate-all"_s;
    run.experiment.kind = drills::ActionKind::Invalidate;
    run.steps = {run.steps[0], waiting(25), run.steps[5]};
    Step &purge = run.steps[1];
    purge = done(purge, run.startedAt + 300ms, 5200ms, u"re-read 3 of 4"_s);
    purge.title = u"Invalidate everything"_s;
    purge.targets.push_back({.target = u"127.0.0.1:7104"_s, .preview = weightPreview(25, 4)});
    for (StepTarget &target : purge.targets) {
        target.state = StepState::Succeeded;
        target.outcome = {.sent = true, .observed = u"200, 12 objects"_s, .count = 12};
        target.verification = {Confirmed::Yes, u"0 entries"_s};
    }
    purge.targets[3].state = StepState::Failed;
    purge.targets[3].verification = {Confirmed::No, u"still 1,204 entries"_s};
    purge.state = StepState::Failed;
    purge.error = u"127.0.0.1:7104 answered 200, but still has 1,204 entries."_s;
    run.steps[2].state = StepState::Skipped;
    run.status = RunStatus::Failed;
    run.why = purge.error;
    run.endedAt = run.startedAt + 5500ms;
    addGuard(run, *run.endedAt, 0.11);
    return run;
}

} // namespace readyroom::fakes
