// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/chaosjournal.h"

#include "models/drills/experimentjson.h"
#include "models/drills/runparts.h"

#include <QJsonArray>

#include <algorithm>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

/// The reports of Chaos Toolkit choose their template by it; the format is that of chaostoolkit-lib since 1.0.
constexpr QLatin1StringView formatVersion = "1.0.0"_L1;

bool hasBegun(const Step &step)
{
    return step.state != StepState::Waiting && step.state != StepState::Skipped;
}

bool isSteadyState(const Step &step)
{
    return step.phase != StepPhase::Method && step.phase != StepPhase::Rollback;
}

QString statusOf(StepState state)
{
    switch (state) {
    case StepState::Succeeded:
        return u"succeeded"_s;
    case StepState::Failed:
        return u"failed"_s;
    default:
        return u"running"_s; // of a run that has not ended, which Chaos Toolkit never shows
    }
}

QJsonValue outputOf(const Step &step)
{
    if (step.targets.size() == 1) {
        return step.targets.front().outcome.output;
    }
    QJsonArray outputs;
    for (const StepTarget &target : step.targets) {
        outputs.append(QJsonObject{{u"target"_s, target.target}, {u"output"_s, target.outcome.output}});
    }
    return outputs.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(outputs);
}

void insertIfAbsent(QJsonObject &into, const QString &key, const QJsonValue &value)
{
    if (!into.contains(key)) {
        into.insert(key, value);
    }
}

void insertTimes(QJsonObject &into, std::optional<Timestamp> from, std::optional<Timestamp> to)
{
    into.insert(u"start"_s, chaosMomentJson(from));
    into.insert(u"end"_s, chaosMomentJson(to));
    into.insert(u"duration"_s, from && to ? QJsonValue(toSeconds(*to - *from)) : QJsonValue(QJsonValue::Null));
}

/// One element of `run` or `rollbacks`: what the step says, beside what its entry holds already.
QJsonObject entryOf(const Step &step)
{
    QJsonObject entry = step.entry;
    if (step.activity) {
        insertIfAbsent(entry, u"activity"_s, activityJson(*step.activity));
    } else {
        insertIfAbsent(entry, u"activity"_s,
                       QJsonObject{{u"type"_s, u"action"_s},
                                   {u"name"_s, step.title},
                                   {u"provider"_s, QJsonObject{{u"type"_s, u"undo"_s}}}});
    }
    entry.insert(u"status"_s, statusOf(step.state));
    if (step.startedAt || !entry.contains("start"_L1)) {
        insertTimes(entry, step.startedAt, step.endedAt);
    }
    insertIfAbsent(entry, u"output"_s, outputOf(step));
    if (!step.error.isEmpty()) {
        entry.insert(u"exception"_s, QJsonArray{step.error});
    }
    return entry;
}

QJsonValue steadyStateOf(const Run &run, StepPhase phase)
{
    for (const Step &step : run.steps) {
        if (step.phase == phase && hasBegun(step)) {
            QJsonObject state = step.entry;
            const bool hasEnded = step.state == StepState::Succeeded || step.state == StepState::Failed;
            insertIfAbsent(state, u"steady_state_met"_s,
                           hasEnded ? QJsonValue(step.state == StepState::Succeeded) : QJsonValue(QJsonValue::Null));
            insertIfAbsent(state, u"probes"_s, QJsonArray());
            return state;
        }
    }
    return QJsonValue::Null;
}

QJsonObject duringProbe(const GuardReading &reading)
{
    QJsonObject probe{{u"activity"_s, QJsonObject{{u"type"_s, u"probe"_s}, {u"name"_s, reading.probe}}},
                      {u"status"_s, u"succeeded"_s},
                      {u"output"_s, reading.value ? QJsonValue(*reading.value) : QJsonValue(reading.observed)},
                      {u"tolerance_met"_s, reading.met}};
    insertTimes(probe, reading.at, reading.at);
    return probe;
}

/// Readings, one round after the other: a probe that comes again begins the next.
QJsonArray during(const std::vector<GuardReading> &readings)
{
    QJsonArray states;
    QJsonArray probes;
    QStringList seen;
    bool met = true;
    const auto close = [&] {
        if (!probes.isEmpty()) {
            states.append(QJsonObject{{u"steady_state_met"_s, met}, {u"probes"_s, probes}});
        }
        probes = {};
        seen.clear();
        met = true;
    };
    for (const GuardReading &reading : readings) {
        if (seen.contains(reading.probe)) {
            close();
        }
        seen += reading.probe;
        met = met && reading.met;
        probes.append(duringProbe(reading));
    }
    close();
    return states;
}

QJsonArray entriesOf(const Run &run, StepPhase phase)
{
    QJsonArray entries;
    for (const Step &step : run.steps) {
        if (step.phase == phase && hasBegun(step)) {
            entries.append(entryOf(step));
        }
    }
    return entries;
}

QJsonArray listOf(const auto &parts, const auto &write)
{
    QJsonArray list;
    for (const auto &part : parts) {
        list.append(write(part));
    }
    return list;
}

QJsonObject oursOf(const Run &run)
{
    const auto step = [](const Step &one) { return stepJson(one, isSteadyState(one) || !hasBegun(one)); };
    QJsonObject ours{
        {u"version"_s, 1},
        {u"id"_s, run.id},
        {u"service"_s, run.service},
        {u"environment"_s, run.environment},
        {u"by"_s, QJsonObject{{u"user"_s, run.by.user}, {u"host"_s, run.by.host}, {u"key"_s, run.by.keyFingerprint}}},
        {u"reason"_s, run.reason},
        {u"why"_s, run.why},
        {u"rollback"_s, rollbackStateName(run.rollback)},
        {u"started"_s, momentJson(run.startedAt)},
        {u"ended"_s, momentJson(run.endedAt)},
        {u"steps"_s, listOf(run.steps, step)},
        {u"guard"_s, listOf(run.guard, guardJson)},
        {u"undo"_s, listOf(run.undo, undoJson)}};
    if (run.comparison) {
        ours.insert(u"comparison"_s, comparisonJson(*run.comparison));
    }
    if (run.course) {
        ours.insert(u"course"_s, courseJson(*run.course));
    }
    if (run.blast) {
        ours.insert(u"blast"_s, blastJson(*run.blast));
    }
    return ours;
}

} // namespace

QJsonObject chaosJournal(const Run &run)
{
    QJsonObject journal{{u"chaoslib-version"_s, QString(formatVersion)},
                        {u"platform"_s, run.platform},
                        {u"node"_s, run.by.host},
                        {u"experiment"_s, experimentJson(run.experiment)},
                        {u"status"_s, runStatusName(run.status)},
                        {u"deviated"_s, run.deviated},
                        {u"steady_states"_s,
                         QJsonObject{{u"before"_s, steadyStateOf(run, StepPhase::Before)},
                                     {u"after"_s, steadyStateOf(run, StepPhase::After)},
                                     {u"during"_s, during(run.guard)}}},
                        {u"run"_s, entriesOf(run, StepPhase::Method)},
                        {u"rollbacks"_s, entriesOf(run, StepPhase::Rollback)},
                        {u"readyroom"_s, oursOf(run)}};
    insertTimes(journal, run.startedAt, run.endedAt);
    return journal;
}

} // namespace readyroom::drills
