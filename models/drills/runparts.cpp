// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/runparts.h"

#include "models/drills/chaosjournal.h"
#include "models/drills/experimentjson.h"
#include "models/drills/runnames.h"
#include "models/journal/timetext.h"

#include <QJsonArray>

#include <cmath>

namespace readyroom::drills {

using namespace Qt::StringLiterals;
using runnames::nameOf;

namespace {

QJsonValue numberJson(std::optional<double> number)
{
    return number && std::isfinite(*number) ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

QJsonValue countJson(std::optional<std::int64_t> count)
{
    return count ? QJsonValue(static_cast<qint64>(*count)) : QJsonValue(QJsonValue::Null);
}

QJsonObject actJson(const Act &act)
{
    return {{u"provider"_s, act.provider}, {u"target"_s, act.target}, {u"arguments"_s, act.arguments}};
}

QJsonObject previewJson(const Preview &preview)
{
    QJsonObject json{{u"target"_s, preview.target},
                     {u"request"_s, preview.request},
                     {u"command"_s, preview.command},
                     {u"tool"_s, preview.tool},
                     {u"now"_s, preview.now},
                     {u"effect"_s, preview.effect},
                     {u"refusals"_s, QJsonArray::fromStringList(preview.refusals)},
                     {u"warnings"_s, QJsonArray::fromStringList(preview.warnings)},
                     {u"state"_s, preview.state},
                     {u"undo_effect"_s, preview.undoEffect}};
    if (preview.undo) {
        json.insert(u"undo"_s, actJson(*preview.undo));
    }
    return json;
}

QJsonObject outcomeJson(const Outcome &outcome)
{
    QJsonObject json{{u"sent"_s, outcome.sent},
                     {u"output"_s, outcome.output},
                     {u"observed"_s, outcome.observed},
                     {u"count"_s, countJson(outcome.count)}};
    if (outcome.error) {
        json.insert(u"error"_s,
                    QJsonObject{{u"kind"_s, nameOf(runnames::errorKinds, outcome.error->kind)},
                                {u"message"_s, outcome.error->message},
                                {u"detail"_s, outcome.error->detail}});
    }
    return json;
}

QJsonObject targetJson(const StepTarget &target)
{
    return {{u"target"_s, target.target},
            {u"preview"_s, previewJson(target.preview)},
            {u"outcome"_s, outcomeJson(target.outcome)},
            {u"verification"_s,
             QJsonObject{{u"confirmed"_s, nameOf(runnames::confirmations, target.verification.confirmed)},
                         {u"observed"_s, target.verification.observed},
                         {u"count"_s, countJson(target.verification.count)}}},
            {u"state"_s, nameOf(runnames::states, target.state)}};
}

QJsonArray progressJson(const std::vector<ProgressReading> &readings)
{
    QJsonArray list;
    for (const ProgressReading &reading : readings) {
        QJsonArray figures;
        for (const Progress::Figure &figure : reading.progress.figures) {
            figures.append(QJsonObject{{u"name"_s, figure.name},
                                       {u"value"_s, numberJson(figure.value)},
                                       {u"unit"_s, readiness::unitName(figure.unit)}});
        }
        list.append(QJsonObject{{u"at"_s, momentJson(reading.at)},
                                {u"done"_s, reading.progress.done},
                                {u"observed"_s, reading.progress.observed},
                                {u"figures"_s, figures}});
    }
    return list;
}

QJsonObject summaryJson(const Summary &summary)
{
    return {{u"n"_s, static_cast<qint64>(summary.n)},
            {u"mean"_s, numberJson(summary.mean)},
            {u"deviation"_s, numberJson(summary.deviation)},
            {u"p50"_s, numberJson(summary.p50)},
            {u"p95"_s, numberJson(summary.p95)},
            {u"p99"_s, numberJson(summary.p99)}};
}

} // namespace

QJsonValue momentJson(std::optional<Timestamp> at)
{
    const auto text = at ? journal::timeText(*at) : std::nullopt;
    return text ? QJsonValue(QString::fromLatin1(*text)) : QJsonValue(QJsonValue::Null);
}

QJsonValue chaosMomentJson(std::optional<Timestamp> at)
{
    const auto text = at ? journal::timeText(*at) : std::nullopt;
    if (!text) {
        return QJsonValue::Null;
    }
    QString moment = QString::fromLatin1(text->chopped(1));
    if (moment.endsWith(".000"_L1)) {
        moment.chop(4);
    } else {
        moment += "000"_L1;
    }
    return moment;
}

QJsonObject undoJson(const Undo &undo)
{
    return {{u"title"_s, undo.title},
            {u"target"_s, undo.target},
            {u"effect"_s, undo.effect},
            {u"act"_s, actJson(undo.act)},
            {u"done"_s, undo.done}};
}

QJsonObject guardJson(const GuardReading &reading)
{
    return {{u"at"_s, momentJson(reading.at)},
            {u"probe"_s, reading.probe},
            {u"value"_s, numberJson(reading.value)},
            {u"met"_s, reading.met},
            {u"observed"_s, reading.observed}};
}

QJsonObject blastJson(const BlastRadius &blast)
{
    return {{u"request_rate"_s, numberJson(blast.requestRate)},
            {u"hit_ratio"_s, numberJson(blast.hitRatio)},
            {u"origin_now"_s, numberJson(blast.originNow)},
            {u"extra"_s, numberJson(blast.extra)},
            {u"capacity"_s, numberJson(blast.capacity)},
            {u"capacity_from"_s, blast.capacityFrom},
            {u"verdict"_s, nameOf(runnames::blastVerdicts, blast.verdict)}};
}

QJsonObject comparisonJson(const Comparison &comparison)
{
    return {{u"before"_s, summaryJson(comparison.before)},
            {u"after"_s, summaryJson(comparison.after)},
            {u"reduction_percent"_s, numberJson(comparison.reductionPercent)},
            {u"difference"_s, numberJson(comparison.difference)},
            {u"low"_s, numberJson(comparison.low)},
            {u"high"_s, numberJson(comparison.high)},
            {u"cohens_d"_s, numberJson(comparison.cohensD)},
            {u"effect"_s, effectWord(comparison.cohensD)},
            {u"throughput_before"_s, numberJson(comparison.throughputBefore)},
            {u"throughput_after"_s, numberJson(comparison.throughputAfter)},
            {u"throughput_ratio"_s, numberJson(comparison.throughputRatio)},
            // a text, because a number of JSON cannot hold all of its bits
            {u"seed"_s, QString::number(comparison.seed)},
            {u"resamples"_s, comparison.resamples}};
}

QJsonObject courseJson(const MeasureCourse &course)
{
    QJsonArray samples;
    for (const series::Sample &sample : course.samples) {
        samples.append(QJsonArray{static_cast<qint64>(sample.t), numberJson(sample.v)});
    }
    return {{u"before"_s, QJsonArray{momentJson(course.windows.beforeFrom), momentJson(course.windows.beforeTo)}},
            {u"after"_s, QJsonArray{momentJson(course.windows.afterFrom), momentJson(course.windows.afterTo)}},
            {u"samples"_s, samples}};
}

QJsonObject stepJson(const Step &step, bool withEntry)
{
    QJsonArray targets;
    for (const StepTarget &target : step.targets) {
        targets.append(targetJson(target));
    }
    QJsonObject json{{u"phase"_s, nameOf(runnames::phases, step.phase)},
                     {u"title"_s, step.title},
                     {u"detail"_s, step.detail},
                     {u"state"_s, nameOf(runnames::states, step.state)},
                     {u"targets"_s, targets},
                     {u"started"_s, momentJson(step.startedAt)},
                     {u"ended"_s, momentJson(step.endedAt)},
                     {u"hold_until"_s, momentJson(step.holdUntil)},
                     {u"error"_s, step.error}};
    if (step.activity) {
        json.insert(u"activity"_s, activityJson(*step.activity));
    }
    if (!step.progress.empty()) {
        json.insert(u"progress"_s, progressJson(step.progress));
    }
    if (withEntry && !step.entry.isEmpty()) {
        json.insert(u"entry"_s, step.entry);
    }
    return json;
}

} // namespace readyroom::drills
