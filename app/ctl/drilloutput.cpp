// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/drilloutput.h"

#include "app/ctl/commands.h"
#include "app/ctl/statustable.h"
#include "models/drills/blastradius.h"
#include "models/drills/chaosjournal.h"
#include "models/items/quantity.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using drills::Run;
using drills::RunStatus;
using drills::Step;
using drills::StepState;

namespace {

QByteArray jsonText(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

QJsonObject previewJson(const DrillPreview::Step &step)
{
    QJsonArray targets;
    for (const drills::Preview &target : step.targets) {
        targets += QJsonObject{{u"target"_s, target.target},
                               {u"request"_s, target.request},
                               {u"command"_s, target.command},
                               {u"now"_s, target.now},
                               {u"effect"_s, target.effect},
                               {u"undo"_s, target.undo ? QJsonValue(target.undoEffect) : QJsonValue()},
                               {u"refusals"_s, QJsonArray::fromStringList(target.refusals)},
                               {u"warnings"_s, QJsonArray::fromStringList(target.warnings)}};
    }
    return {{u"title"_s, step.title},
            {u"provider"_s, step.provider},
            {u"hold_s"_s, toSeconds(step.hold)},
            {u"targets"_s, targets}};
}

QString statusText(const RunSummary &run)
{
    if (run.status == RunStatus::Completed) {
        return run.deviated ? u"deviated"_s : u"completed"_s;
    }
    return drills::runStatusName(run.status);
}

QJsonValue timeJson(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(QDateTime::fromMSecsSinceEpoch(toMillis(*time), Qt::UTC).toString(Qt::ISODateWithMs))
                : QJsonValue();
}

QJsonObject summaryJson(const RunSummary &run)
{
    return {{u"run"_s, run.id},
            {u"drill"_s, run.drill},
            {u"service"_s, run.service},
            {u"environment"_s, run.environment},
            {u"by"_s, run.by},
            {u"started"_s, timeJson(run.startedAt)},
            {u"ended"_s, timeJson(run.endedAt)},
            {u"status"_s, drills::runStatusName(run.status)},
            {u"deviated"_s, run.deviated},
            {u"rollback"_s, drills::rollbackStateName(run.rollback)},
            {u"why"_s, run.why},
            {u"can_undo"_s, run.canUndo}};
}

QJsonObject entryJson(const DrillEntry &entry)
{
    return {{u"name"_s, entry.name},
            {u"title"_s, entry.title},
            {u"kind"_s, drills::actionKindName(entry.kind)},
            {u"service"_s, entry.service},
            {u"environment"_s, entry.environment},
            {u"file"_s, entry.file},
            {u"problems"_s, QJsonArray::fromStringList(entry.problems)},
            {u"suggested"_s, entry.suggested.isEmpty() ? QJsonValue() : QJsonValue(entry.suggested)},
            {u"last"_s, entry.last ? QJsonValue(summaryJson(*entry.last)) : QJsonValue()}};
}

QJsonObject listJson(const DrillsPort &port)
{
    QJsonArray entries;
    for (const DrillEntry &entry : port.entries()) {
        entries += entryJson(entry);
    }
    QJsonArray owed;
    for (const RunSummary &run : port.owed()) {
        owed += summaryJson(run);
    }
    QJsonArray overrides;
    for (const Override &one : port.overrides()) {
        overrides += QJsonObject{{u"service"_s, one.service}, {u"environment"_s, one.environment},
                                 {u"what"_s, one.what},       {u"since"_s, timeJson(one.since)},
                                 {u"by"_s, one.by},           {u"run"_s, one.run}};
    }
    return {{u"drills"_s, entries}, {u"owed"_s, owed}, {u"overrides"_s, overrides}};
}

QString listTable(const DrillsPort &port, Timestamp now)
{
    std::vector<QStringList> rows;
    QString notes;
    for (const DrillEntry &entry : port.entries()) {
        const QString age = entry.last ? items::ageText(now - entry.last->startedAt) : QString();
        rows.push_back({printable(entry.name), drills::actionKindName(entry.kind), printable(entry.service),
                        printable(entry.environment), entry.last ? statusText(*entry.last) : u"never run"_s, age,
                        printable(entry.title)});
        for (const QString &problem : entry.problems) {
            notes += printable(problem) + u'\n';
        }
        if (!entry.suggested.isEmpty()) {
            notes += u"Suggested: %1, because %2\n"_s.arg(printable(entry.name), printable(entry.suggested));
        }
    }
    for (const RunSummary &run : port.owed()) {
        notes += u"Owed: the rollbacks of %1 by %2, run %3: readyroomctl drill undo %3 --arm %4\n"_s.arg(
            printable(run.title), printable(run.by), run.id,
            run.environment.isEmpty() ? u"ENVIRONMENT"_s : printable(run.environment));
    }
    for (const Override &one : port.overrides()) {
        notes += u"In force: %1%2\n"_s.arg(printable(one.what),
                                           one.run.isEmpty() ? QString() : QString(u" (run "_s + one.run + u')'));
    }
    const QString table = alignedTable(
        {u"NAME"_s, u"KIND"_s, u"SERVICE"_s, u"ENVIRONMENT"_s, u"LAST"_s, u"AGE"_s, u"TITLE"_s}, rows, {5});
    return notes.isEmpty() ? table : QString(table + u'\n' + notes);
}

QString indented(const QString &text, const QString &by)
{
    QString out;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        out += by + printable(line) + u'\n';
    }
    return out;
}

void appendTarget(QString &out, const drills::Preview &target)
{
    out += u"   "_s + printable(target.target) + u'\n';
    if (!target.now.isEmpty()) {
        out += u"     now     "_s + printable(target.now) + u'\n';
    }
    if (!target.effect.isEmpty()) {
        out += u"     effect  "_s + printable(target.effect) + u'\n';
    }
    if (!target.request.isEmpty()) {
        out += indented(target.request, u"       "_s);
    }
    if (!target.command.isEmpty() && target.command != target.request) {
        out += indented(target.command, u"     $ "_s);
    }
    out += u"     undo    "_s + (target.undo ? printable(target.undoEffect) : u"none"_s) + u'\n';
    for (const QString &warning : target.warnings) {
        out += u"     warning "_s + printable(warning) + u'\n';
    }
    for (const QString &refusal : target.refusals) {
        out += u"     REFUSED "_s + printable(refusal) + u'\n';
    }
}

QString previewText(const DrillPreview &preview)
{
    QString out = printable(preview.experiment.title) + u'\n';
    if (!preview.environment.isEmpty()) {
        out += u"in "_s + printable(preview.environment) + u'\n';
    }
    int number = 0;
    for (const DrillPreview::Step &step : preview.steps) {
        out += u"\n%1. %2\n"_s.arg(++number).arg(printable(step.title));
        for (const drills::Preview &target : step.targets) {
            appendTarget(out, target);
        }
        if (step.hold.count() > 0) {
            out += u"   then held for %1, under guard\n"_s.arg(items::longAgeText(step.hold));
        }
    }
    out += u'\n';
    for (const drills::GuardReading &reading : preview.steadyState) {
        out += u"Steady state now: %1 %2 (%3)\n"_s.arg(printable(reading.probe), printable(reading.observed),
                                                       reading.met ? u"met"_s : u"NOT met"_s);
    }
    if (preview.blast) {
        out += drills::blastRadiusText(*preview.blast) + u'\n';
    }
    if (!preview.ifDeviates.isEmpty()) {
        out += u"If anything deviates: "_s + printable(preview.ifDeviates) + u'\n';
    }
    for (const QString &warning : preview.warnings) {
        out += u"Warning: "_s + printable(warning) + u'\n';
    }
    for (const QString &refusal : preview.refusals) {
        out += u"Refused: "_s + printable(refusal) + u'\n';
    }
    return out;
}

QString stateWord(StepState state)
{
    switch (state) {
    case StepState::Succeeded:
        return u"ok"_s;
    case StepState::Failed:
        return u"FAILED"_s;
    case StepState::Skipped:
        return u"skipped"_s;
    case StepState::Holding:
        return u"held"_s;
    case StepState::Waiting:
    case StepState::Running:
        return u"not ended"_s;
    }
    return {};
}

QString lengthOf(const Step &step)
{
    return step.startedAt && step.endedAt ? items::secondsQuantity(toSeconds(*step.endedAt - *step.startedAt)).text()
                                          : QString();
}

QString number(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', 3) : u"–"_s;
}

QStringList summaryRow(const QString &name, const drills::Summary &summary)
{
    return {name,
            QString::number(summary.n),
            number(summary.mean),
            number(summary.p50),
            number(summary.p95),
            number(summary.p99)};
}

QString comparisonText(const drills::Comparison &comparison)
{
    QString out = alignedTable({QString(), u"n"_s, u"mean"_s, u"p50"_s, u"p95"_s, u"p99"_s},
                               {summaryRow(u"before"_s, comparison.before), summaryRow(u"after"_s, comparison.after)},
                               {1, 2, 3, 4, 5});
    const bool grew = comparison.reductionPercent < 0;
    out += (grew ? u"The mean grew by %1 %, Cohen's d %2"_s : u"The mean fell by %1 %, Cohen's d %2"_s)
               .arg(number(std::abs(comparison.reductionPercent)), number(comparison.cohensD));
    const QString word = drills::effectWord(comparison.cohensD);
    out += (word.isEmpty() ? QString() : QString(u" ("_s + word + u')'))
        + u", 95 % interval of the difference %1 … %2"_s.arg(number(comparison.low), number(comparison.high));
    if (comparison.throughputRatio) {
        out += u", throughput ratio "_s + number(*comparison.throughputRatio);
    }
    return out + u'\n';
}

QString verdictText(const Run &run)
{
    QString verdict = drills::runStatusName(run.status);
    if (run.deviated) {
        verdict += u", deviated"_s;
    }
    if (run.rollback != drills::RollbackState::NotNeeded) {
        verdict += u", rollback "_s + drills::rollbackStateName(run.rollback);
    }
    return verdict + (run.why.isEmpty() ? QString() : QString(u": "_s + printable(run.why))) + u'\n';
}

QString resultText(const Run &run)
{
    std::vector<QStringList> rows;
    for (const Step &step : run.steps) {
        rows.push_back({stateWord(step.state), lengthOf(step), printable(step.title),
                        printable(step.error.isEmpty() ? step.detail : step.error)});
    }
    QString out = alignedTable({u"STATE"_s, u"TIME"_s, u"STEP"_s, u"WHAT WAS SEEN"_s}, rows, {1}) + u'\n';
    if (run.comparison) {
        out += comparisonText(*run.comparison) + u'\n';
    }
    out += u"Run %1: "_s.arg(run.id) + verdictText(run);
    if (run.canUndo()) {
        out += u"Its effect stays; readyroomctl drill undo %1 takes it back.\n"_s.arg(run.id);
    }
    return out;
}

} // namespace

QByteArray drillList(const DrillsPort &drills, Timestamp now, Output output)
{
    return output == Output::Json ? jsonText(listJson(drills)) : listTable(drills, now).toUtf8();
}

QByteArray drillPreview(const DrillPreview &preview, Output output)
{
    if (output == Output::Table) {
        return previewText(preview).toUtf8();
    }
    QJsonArray steps;
    for (const DrillPreview::Step &step : preview.steps) {
        steps += previewJson(step);
    }
    return jsonText({{u"experiment"_s, preview.experiment.json},
                     {u"environment"_s, preview.environment},
                     {u"steps"_s, steps},
                     {u"refusals"_s, QJsonArray::fromStringList(preview.refusals)},
                     {u"warnings"_s, QJsonArray::fromStringList(preview.warnings)}});
}

QByteArray drillResult(const Run &run, Output output)
{
    return output == Output::Json ? jsonText(drills::chaosJournal(run)) : resultText(run).toUtf8();
}

DrillReporter::DrillReporter(DrillsPort &drills)
    : m_drills(drills)
{
    connect(&m_drills, &DrillsPort::runChanged, this, &DrillReporter::report);
}

void DrillReporter::report()
{
    const auto run = m_drills.run();
    if (!run) {
        return;
    }
    for (const Step &step : run->steps) {
        if (step.state == StepState::Waiting || step.state == StepState::Skipped) {
            continue;
        }
        const bool ended = step.endedAt.has_value();
        const QString seen = step.error.isEmpty() ? step.detail : step.error;
        const QString line = ended
            ? u"%1: %2%3"_s.arg(step.title, stateWord(step.state), seen.isEmpty() ? QString() : QString(u", "_s + seen))
            : u"%1 …"_s.arg(step.title);
        // A title may come twice, as the steady state does.
        const QString key = QString::number(&step - run->steps.data()) + line.first(ended ? line.size() : 1);
        if (!m_told.contains(key)) {
            m_told.insert(key);
            warn(printable(line));
        }
    }
}

} // namespace readyroom::ctl
