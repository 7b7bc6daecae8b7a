// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/runseries.h"

#include "models/drills/providercheck.h"
#include "models/drills/tolerance.h"
#include "models/readiness/threshold.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <ranges>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using drills::StepPhase;
using readiness::Unit;

namespace {

/// "Weight backup 25 %" is one of many alike: what differs is at its end.
QString labelOf(const QString &title)
{
    static const QRegularExpression percent(u"(\\d+(?:\\.\\d+)?)\\s*%\\s*$"_s);
    const QRegularExpressionMatch match = percent.match(title);
    return match.hasMatch() ? QString(match.captured(1) + QChar(0x00a0) + u'%') : title;
}

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

bool acts(const drills::Step &step)
{
    return !step.targets.empty()
        || (step.activity && step.activity->type == drills::Activity::Type::Action
            && drills::mayChange(step.activity->provider));
}

/// Zero for fewer than two.
Duration medianDistance(const std::vector<series::Sample> &samples)
{
    std::vector<std::int64_t> distances;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        distances.push_back(samples[i].t - samples[i - 1].t);
    }
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::ranges::nth_element(distances, middle);
    return Duration{distances.empty() ? 0 : *middle};
}

/// One for each probe.
void addGuards(const drills::Run &run, std::vector<RunSeries> &all)
{
    if (!run.experiment.steadyState) {
        return;
    }
    for (const drills::Activity &probe : run.experiment.steadyState->probes) {
        RunSeries series{.name = probe.name,
                         .line = probe.name,
                         .unit = unitOfExpression(probe.provider.value("expr"_L1).toString()),
                         .every = run.experiment.guardEvery};
        if (probe.tolerance) {
            series.limit = drills::limitOf(*probe.tolerance);
            series.tolerance = drills::toleranceText(*probe.tolerance);
        }
        for (const drills::GuardReading &reading : run.guard) {
            if (reading.probe == probe.name) {
                series.met = reading.met;
                series.samples.push_back({toMillis(reading.at), reading.value.value_or(nothing)});
            }
        }
        all.push_back(std::move(series));
    }
}

/// An act writes its limits beside what it does: {"p95": "< 0.4"}.
void limit(RunSeries &series, const drills::Activity &activity, const QString &figure)
{
    const QString text = activity.provider.value("limits"_L1).toObject().value(figure).toString();
    if (const Result<readiness::Threshold> threshold = readiness::parseThreshold(text)) {
        series.limit = threshold->value;
        series.tolerance = text;
        series.met = std::isnan(series.samples.back().v) || threshold->holds(series.samples.back().v);
    }
}

/// One for each figure, over all acts that tell it.
void addProgress(const drills::Run &run, std::vector<RunSeries> &all)
{
    std::vector<RunSeries> told;
    for (const drills::Step &step : run.steps) {
        if (!step.activity || step.progress.empty()) {
            continue;
        }
        const QString provider = step.activity->provider.value("type"_L1).toString();
        for (const drills::Progress::Figure &figure : step.progress.front().progress.figures) {
            const QString name = provider + u' ' + figure.name;
            auto series = std::ranges::find(told, name, &RunSeries::name);
            if (series == told.end()) {
                told.push_back(
                    {.kind = RunSeries::Kind::Progress, .name = name, .line = figure.name, .unit = figure.unit});
                series = std::prev(told.end());
            } else {
                // What was between two acts nobody knows.
                series->samples.push_back({series->samples.back().t + 1, nothing});
            }
            for (const drills::ProgressReading &reading : step.progress) {
                const auto own =
                    std::ranges::find(reading.progress.figures, figure.name, &drills::Progress::Figure::name);
                const double value = own == reading.progress.figures.end() ? nothing : own->value;
                series->samples.push_back({toMillis(reading.at), value});
            }
            limit(*series, *step.activity, figure.name);
        }
    }
    std::ranges::move(told, std::back_inserter(all));
}

void addMeasure(const drills::Run &run, std::vector<RunSeries> &all)
{
    if (!run.course || !run.comparison || !run.experiment.measure) {
        return;
    }
    const drills::MeasureWindows &windows = run.course->windows;
    const drills::Comparison &comparison = *run.comparison;
    SeriesWindow after{.from = windows.afterFrom, .to = windows.afterTo, .mean = comparison.after.mean};
    if (std::isfinite(comparison.low) && std::isfinite(comparison.high)) {
        after.interval = {comparison.before.mean + comparison.low, comparison.before.mean + comparison.high};
    }
    all.push_back({.kind = RunSeries::Kind::Measure,
                   .name = QCoreApplication::translate("Drill", "before and after"),
                   .line = QCoreApplication::translate("Drill", "mean"),
                   .unit = run.experiment.measure->unit,
                   .samples = run.course->samples,
                   .windows = {{windows.beforeFrom, windows.beforeTo, comparison.before.mean}, after}});
}

/// The guard that the run deviated by; before it has ended, one that does not hold now.
std::vector<RunSeries>::const_iterator leftGuard(const drills::Run &run, const std::vector<RunSeries> &all)
{
    const auto isGuard = [](const RunSeries &series) { return series.kind == RunSeries::Kind::Guard; };
    if (!run.hasEnded()) {
        return std::ranges::find_if(all, [&](const RunSeries &series) { return isGuard(series) && !series.met; });
    }
    const auto newest = std::ranges::find(run.guard | std::views::reverse, false, &drills::GuardReading::met);
    if (!run.deviated || newest == run.guard.rend()) {
        return all.end();
    }
    return std::ranges::find_if(
        all, [&](const RunSeries &series) { return isGuard(series) && series.name == newest->probe; });
}

} // namespace

Unit unitOfExpression(QStringView expr)
{
    static const QRegularExpression quoted(u"\"[^\"]*\"|'[^']*'"_s);
    static const QRegularExpression seconds(u"_seconds(?:_(?:sum|bucket|count))?\\b"_s);
    static const QRegularExpression ratio(u"_ratio\\b"_s);
    const QString bare = expr.toString().remove(quoted);
    // A quotient of times is a number, and who knows which.
    if (bare.contains(u'/')) {
        return Unit::None;
    }
    if (ratio.match(bare).hasMatch()) {
        return Unit::Ratio;
    }
    return seconds.match(bare).hasMatch() && !bare.contains(u"_count"_s) ? Unit::Seconds : Unit::None;
}

std::vector<RunSeries> runSeries(const drills::Run &run)
{
    std::vector<RunSeries> all;
    addGuards(run, all);
    addProgress(run, all);
    addMeasure(run, all);
    for (RunSeries &series : all) {
        series.every = std::max(series.every, medianDistance(series.samples));
    }
    std::erase_if(all, [](const RunSeries &series) {
        return std::ranges::all_of(series.samples, [](const series::Sample &sample) { return std::isnan(sample.v); });
    });
    return all;
}

std::size_t mainSeries(const drills::Run &run, const std::vector<RunSeries> &all)
{
    if (const auto left = leftGuard(run, all); left != all.end()) {
        return static_cast<std::size_t>(left - all.begin());
    }
    const bool wentWell = run.hasEnded() && run.status == drills::RunStatus::Completed && !run.deviated;
    for (const RunSeries::Kind kind : {RunSeries::Kind::Progress, RunSeries::Kind::Measure}) {
        const auto found = std::ranges::find(all, kind, &RunSeries::kind);
        if (found != all.end() && (kind == RunSeries::Kind::Progress || wentWell)) {
            return static_cast<std::size_t>(found - all.begin());
        }
    }
    return 0;
}

std::vector<ActMoment> actMoments(const drills::Run &run)
{
    std::vector<ActMoment> moments;
    for (const drills::Step &step : run.steps) {
        const bool rollback = step.phase == StepPhase::Rollback;
        if ((rollback || step.phase == StepPhase::Method) && step.startedAt && acts(step)) {
            moments.push_back({*step.startedAt,
                               rollback ? QCoreApplication::translate("Drill", "rollback") : labelOf(step.title),
                               step.title, rollback});
        }
    }
    return moments;
}

} // namespace readyroom::items
