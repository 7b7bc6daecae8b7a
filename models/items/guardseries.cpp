// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/guardseries.h"

#include "models/drills/providercheck.h"
#include "models/drills/tolerance.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

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

bool acts(const drills::Step &step)
{
    return !step.targets.empty()
        || (step.activity && step.activity->type == drills::Activity::Type::Action
            && drills::mayChange(step.activity->provider));
}

} // namespace

Unit unitOfExpression(QStringView expr)
{
    static const QRegularExpression seconds(u"_seconds(?:_(?:sum|bucket|count))?\\b"_s);
    static const QRegularExpression ratio(u"_ratio\\b"_s);
    // A quotient of times is a number, and who knows which.
    if (ratio.match(expr).hasMatch()) {
        return Unit::Ratio;
    }
    return seconds.match(expr).hasMatch() && !expr.contains(u"_count"_s) ? Unit::Seconds : Unit::None;
}

std::vector<GuardSeries> guardSeries(const drills::Run &run)
{
    std::vector<GuardSeries> all;
    if (!run.experiment.steadyState) {
        return all;
    }
    for (const drills::Activity &probe : run.experiment.steadyState->probes) {
        GuardSeries series{.probe = probe.name, .unit = unitOfExpression(probe.provider.value("expr"_L1).toString())};
        if (probe.tolerance) {
            series.limit = drills::limitOf(*probe.tolerance);
            series.tolerance = drills::toleranceText(*probe.tolerance);
        }
        bool any = false;
        for (const drills::GuardReading &reading : run.guard) {
            if (reading.probe != probe.name) {
                continue;
            }
            any = any || reading.value.has_value();
            series.met = reading.met;
            series.samples.push_back(
                {toMillis(reading.at), reading.value.value_or(std::numeric_limits<double>::quiet_NaN())});
        }
        if (any) {
            all.push_back(std::move(series));
        }
    }
    return all;
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
