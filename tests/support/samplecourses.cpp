// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sampledrills.h"
#include "tests/support/sampleruns.h"

#include "tests/support/fakefleet.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Run;
using drills::Step;
using drills::StepPhase;
using drills::StepState;

void addCourse(Run &run, Timestamp to)
{
    Timestamp first = to;
    Timestamp last = run.startedAt;
    for (const Step &step : run.steps) {
        if (step.phase == StepPhase::Method && step.startedAt) {
            first = std::min(first, *step.startedAt);
            last = std::max(last, *step.startedAt);
        }
    }
    drills::MeasureCourse course{.windows = {first - 60s, first, last, std::min(to, last + 60s)}};
    const double before = run.comparison->before.mean;
    const double after = run.comparison->after.mean;
    for (Timestamp at = course.windows.beforeFrom; at <= course.windows.afterTo; at += 1s) {
        const auto i = static_cast<double>((at - course.windows.beforeFrom) / 1s);
        const double share = std::clamp(static_cast<double>((at - first).count()) / 12'000.0, 0.0, 1.0);
        const double wave = 0.07 * std::sin(i / 2.3) + 0.05 * std::sin(i * 1.7) + 0.04 * std::sin(i * i * 0.37);
        course.samples.push_back({toMillis(at), (before + (after - before) * share) * (1 + wave)});
    }
    run.course = course;
}

Run completedPurge()
{
    Run run;
    run.id = u"77aa01d4-5a1e-4b9f-9d3a-3f1b2c4d5e6f"_s;
    run.experiment.title = u"Invalidate all"_s;
    run.experiment.drill = u"invalidate-all"_s;
    run.experiment.kind = drills::ActionKind::Invalidate;
    run.experiment.measure = drills::Measure{.histogram = u"http_request_duration_seconds_bucket"_s};
    run.service = u"latency-optimizer"_s;
    run.environment = u"staging"_s;
    run.by = {u"ann"_s, u"ws1"_s};
    run.startedAt = moment() - 48s;
    run.endedAt = moment() - 2s;
    drills::Activity purge{.name = u"Invalidate everything"_s,
                           .provider = {{u"type"_s, u"lab"_s}, {u"do"_s, u"invalidate"_s}}};
    Step step{.title = purge.name,
              .detail = u"2 of 2 confirmed, 244 in all"_s,
              .state = StepState::Succeeded,
              .activity = purge,
              .startedAt = run.startedAt + 300ms,
              .endedAt = run.startedAt + 900ms};
    for (int target = 1; target <= 2; ++target) {
        step.targets.push_back({.target = weightPreview(25, target).target,
                                .preview = weightPreview(25, target),
                                .outcome = {.sent = true, .observed = u"200, 122 objects"_s, .count = 122},
                                .verification = {drills::Confirmed::Yes, u"0 entries older than 5 s"_s},
                                .state = StepState::Succeeded});
    }
    run.steps = {step};
    run.status = drills::RunStatus::Completed;
    drills::Comparison found{.before = {13'512, 0.0326, 0.089, 0.021, 0.118, 0.52},
                             .after = {2'957, 0.0717, 0.088, 0.051, 0.182, 0.61},
                             .reductionPercent = -119.9,
                             .difference = 0.0391,
                             .low = 0.0336,
                             .high = 0.0445,
                             .cohensD = 0.44,
                             .throughputBefore = 225.2,
                             .throughputAfter = 64.4,
                             .throughputRatio = 0.286,
                             .resamples = 10'000};
    run.comparison = found;
    addCourse(run, *run.endedAt);
    return run;
}

Run runningLoad()
{
    Run run;
    run.id = u"90be21d4-5a1e-4b9f-9d3a-3f1b2c4d5e6f"_s;
    run.experiment.title = u"Put load on it"_s;
    run.experiment.drill = u"load"_s;
    run.experiment.kind = drills::ActionKind::Load;
    run.service = u"latency-optimizer"_s;
    run.environment = u"staging"_s;
    run.by = {u"ann"_s, u"ws1"_s};
    run.startedAt = moment() - 19s;
    run.experiment.steadyState = failoverExperiment().steadyState;
    drills::Activity load{
        .name = u"100 users for 30 s"_s,
        .provider = {{u"type"_s, u"load"_s},
                     {u"duration"_s, u"30s"_s},
                     {u"limits"_s, QJsonObject{{u"p95"_s, u"< 0.25"_s}, {u"success"_s, u">= 0.99"_s}}}}};
    Step step{.title = load.name,
              .detail = u"3,804 requests, 2 failed, p95 212 ms"_s,
              .state = StepState::Running,
              .activity = load,
              .targets = {{.target = u"127.0.0.1:7101, 127.0.0.1:7102"_s, .state = StepState::Running}},
              .startedAt = run.startedAt + 300ms};
    for (int i = 0; i < 186; ++i) {
        const double p95 =
            0.11 + 0.09 * (1 - std::exp(-i / 40.0)) + 0.012 * std::sin(i / 5.0) + 0.006 * std::sin(i * 1.9);
        step.progress.push_back(
            {*step.startedAt + i * 100ms,
             {.done = i / 300.0,
              .observed = u"%1 requests"_s.arg(i * 20),
              .figures = {
                  {u"p95"_s, p95, readiness::Unit::Seconds},
                  {u"throughput"_s, std::min(i * 12.0, 205.0 + 6 * std::sin(i / 7.0)), readiness::Unit::PerSecond},
                  {u"success"_s, i > 120 && i < 131 ? 0.995 : 1.0, readiness::Unit::Ratio}}}});
    }
    for (Timestamp at = run.startedAt; at <= moment(); at += 1s) {
        run.guard.push_back({at, u"p95"_s, 0.19, true, u"190 ms"_s});
        run.guard.push_back({at, u"errors"_s, 0.001, true, u"0.1 %"_s});
    }
    run.steps = {{.phase = StepPhase::Before,
                  .title = u"Steady state before"_s,
                  .detail = u"p95 < 400 ms, errors < 1 %"_s,
                  .state = StepState::Succeeded,
                  .startedAt = run.startedAt,
                  .endedAt = run.startedAt + 300ms},
                 step,
                 {.phase = StepPhase::After, .title = u"Steady state after"_s}};
    return run;
}

} // namespace readyroom::fakes
