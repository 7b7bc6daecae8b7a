// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/drillwords.h"

#include "models/drills/providerarguments.h"

#include <QCoreApplication>

#include <algorithm>
#include <ranges>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using drills::ActionKind;
using drills::RollbackState;
using drills::Run;
using drills::RunStatus;
using drills::StepState;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Drill", text);
}

QString twoDigits(std::int64_t n)
{
    return QString::number(n).rightJustified(2, u'0');
}

/// What stopped it, as the first half of "…, rolled back".
QString endWord(RunStatus status, bool deviated)
{
    switch (status) {
    case RunStatus::Aborted:
        return say(QT_TRANSLATE_NOOP("Drill", "aborted"));
    case RunStatus::Interrupted:
        return say(QT_TRANSLATE_NOOP("Drill", "interrupted"));
    case RunStatus::Failed:
        return deviated ? say(QT_TRANSLATE_NOOP("Drill", "deviated")) : say(QT_TRANSLATE_NOOP("Drill", "failed"));
    default:
        return deviated ? say(QT_TRANSLATE_NOOP("Drill", "deviated")) : say(QT_TRANSLATE_NOOP("Drill", "completed"));
    }
}

QString sentences(std::initializer_list<QString> parts)
{
    QStringList said;
    for (const QString &part : parts) {
        if (!part.isEmpty()) {
            said += part;
        }
    }
    return said.join(u' ');
}

QString notTakenBack(const Run &run)
{
    QStringList left;
    for (const drills::Undo &undo : run.undo) {
        if (!undo.done) {
            left += undo.title + u" ("_s + undo.target + u')';
        }
    }
    if (left.isEmpty()) {
        return say(QT_TRANSLATE_NOOP("Drill", "Look at the steps that failed, and put them right by hand."));
    }
    constexpr qsizetype most = 3;
    QString list = left.mid(0, most).join(u", "_s);
    if (left.size() > most) {
        list = say(QT_TRANSLATE_NOOP("Drill", "%1 and %2 more")).arg(list, QString::number(left.size() - most));
    }
    return say(QT_TRANSLATE_NOOP("Drill", "Still in force: %1. Undo tries again; else put it right by hand."))
        .arg(list);
}

/// How many targets did what they were sent as far as anybody knows, but could not be read again.
qsizetype unconfirmed(const Run &run)
{
    qsizetype count = 0;
    for (const drills::Step &step : run.steps) {
        count += std::ranges::count_if(step.targets, [](const drills::StepTarget &target) {
            return target.outcome.sent && target.verification.confirmed != drills::Confirmed::Yes;
        });
    }
    return count;
}

RunVerdict completed(const Run &run)
{
    if (const qsizetype count = unconfirmed(run); count > 0 && !run.deviated) {
        return {LineState::Doubtful, say(QT_TRANSLATE_NOOP("Drill", "Completed, but not everything is confirmed.")),
                say(QT_TRANSLATE_NOOP("Drill", "%1 of its requests could not be proved by reading again.")).arg(count)};
    }
    if (run.deviated) {
        return {LineState::Bad, say(QT_TRANSLATE_NOOP("Drill", "Completed, but the steady state does not hold.")),
                run.why};
    }
    if (run.rollback == RollbackState::Done) {
        return {LineState::Good, say(QT_TRANSLATE_NOOP("Drill", "Completed, and left as it was before.")), run.why};
    }
    const QString stays =
        run.canUndo() ? say(QT_TRANSLATE_NOOP("Drill", "Its effect stays until it is undone.")) : QString();
    const QString title = run.experiment.steadyState
        ? say(QT_TRANSLATE_NOOP("Drill", "Completed: every step is confirmed and the steady state holds."))
        : say(QT_TRANSLATE_NOOP("Drill", "Completed: every step is confirmed."));
    return {LineState::Good, title, sentences({run.why, stays})};
}

RunVerdict rolledBack(const Run &run)
{
    const QString title = run.status == RunStatus::Aborted ? say(QT_TRANSLATE_NOOP("Drill", "Aborted and rolled back."))
        : run.status == RunStatus::Interrupted ? say(QT_TRANSLATE_NOOP("Drill", "Interrupted and rolled back."))
        : run.deviated                         ? say(QT_TRANSLATE_NOOP("Drill", "Deviated and rolled back."))
                                               : say(QT_TRANSLATE_NOOP("Drill", "Failed and rolled back."));
    return {LineState::Doubtful, title, run.why};
}

RunVerdict endedEarly(const Run &run)
{
    const bool stays = run.canUndo();
    const QString then =
        stays ? say(QT_TRANSLATE_NOOP("Drill", "What it did before stays until it is undone.")) : QString();
    switch (run.status) {
    case RunStatus::Aborted:
        return {LineState::Doubtful, say(QT_TRANSLATE_NOOP("Drill", "Aborted.")), sentences({run.why, then})};
    case RunStatus::Interrupted:
        return {LineState::Bad, say(QT_TRANSLATE_NOOP("Drill", "Interrupted.")), sentences({run.why, then})};
    default:
        return {LineState::Bad,
                run.deviated ? say(QT_TRANSLATE_NOOP("Drill", "Deviated."))
                             : say(QT_TRANSLATE_NOOP("Drill", "Failed.")),
                sentences({run.why, then})};
    }
}

} // namespace

QString actionKindWord(ActionKind kind)
{
    switch (kind) {
    case ActionKind::Invalidate:
        return say(QT_TRANSLATE_NOOP("Drill", "Invalidation"));
    case ActionKind::Rollback:
        return say(QT_TRANSLATE_NOOP("Drill", "Rollback"));
    case ActionKind::Failover:
        return say(QT_TRANSLATE_NOOP("Drill", "Failover"));
    case ActionKind::Load:
        return say(QT_TRANSLATE_NOOP("Drill", "Load"));
    case ActionKind::Drill:
        break;
    }
    return say(QT_TRANSLATE_NOOP("Drill", "Drill"));
}

RunWords runWords(RunStatus status, bool deviated, RollbackState rollback)
{
    if (rollback == RollbackState::Running) {
        return {LineState::Doubtful, say(QT_TRANSLATE_NOOP("Drill", "rolling back"))};
    }
    if (status == RunStatus::Running) {
        return {LineState::Doubtful, say(QT_TRANSLATE_NOOP("Drill", "running"))};
    }
    const QString end = endWord(status, deviated);
    switch (rollback) {
    case RollbackState::Incomplete:
        return {LineState::Bad, say(QT_TRANSLATE_NOOP("Drill", "rollback incomplete"))};
    case RollbackState::Owed:
        return {LineState::Bad, say(QT_TRANSLATE_NOOP("Drill", "%1, rollback owed")).arg(end)};
    case RollbackState::Done:
        if (status == RunStatus::Completed && !deviated) {
            return {LineState::Good, end};
        }
        return {LineState::Doubtful, say(QT_TRANSLATE_NOOP("Drill", "%1, rolled back")).arg(end)};
    default:
        break;
    }
    if (status == RunStatus::Completed && !deviated) {
        return {LineState::Good, end};
    }
    return {status == RunStatus::Aborted ? LineState::Doubtful : LineState::Bad, end};
}

RunVerdict runVerdict(const Run &run)
{
    switch (run.rollback) {
    case RollbackState::Incomplete:
        return {LineState::Bad, say(QT_TRANSLATE_NOOP("Drill", "The rollback is incomplete: a person has to look.")),
                sentences({run.why, notTakenBack(run)})};
    case RollbackState::Owed:
        return {LineState::Bad, say(QT_TRANSLATE_NOOP("Drill", "Interrupted: its rollbacks have not run.")),
                sentences({run.why, notTakenBack(run)})};
    case RollbackState::Running:
        return {LineState::Doubtful, say(QT_TRANSLATE_NOOP("Drill", "Rolling back.")), run.why};
    case RollbackState::Done:
        return run.status == RunStatus::Completed ? completed(run) : rolledBack(run);
    case RollbackState::NotNeeded:
        break;
    }
    return run.status == RunStatus::Completed ? completed(run) : endedEarly(run);
}

namespace {

/// It has looked at what it acts on, and nothing of that can be undone.
bool actsForGood(const Run &run)
{
    bool looked = false;
    for (const drills::Step &step : run.steps) {
        for (const drills::StepTarget &target : step.targets) {
            if (step.phase == drills::StepPhase::Method && target.preview.undo) {
                return false;
            }
            looked = looked || (step.phase == drills::StepPhase::Method && !target.preview.effect.isEmpty());
        }
    }
    return looked && run.undo.empty();
}

} // namespace

bool knowsWayBack(const Run &run)
{
    const drills::Experiment &experiment = run.experiment;
    const bool undoes = experiment.automaticUndo && !actsForGood(run);
    return experiment.rollbackStrategy != drills::RollbackStrategy::Never && (undoes || !experiment.rollbacks.empty());
}

QString ifDeviatesText(const Run &run)
{
    const drills::Experiment &experiment = run.experiment;
    QStringList back;
    if (experiment.automaticUndo) {
        for (const drills::Undo &undo : run.undo | std::views::reverse) {
            const QString effect = undo.effect.endsWith(u'.') ? QString(undo.effect.chopped(1)) : undo.effect;
            if (!undo.done && !effect.isEmpty() && !back.contains(effect)) {
                back += effect;
            }
        }
    }
    for (const drills::Activity &rollback : experiment.rollbacks) {
        back += rollback.name;
    }
    constexpr qsizetype most = 3;
    if (back.size() > most) {
        back = {back.front(), u"…"_s, back.back()};
    }
    if (!knowsWayBack(run)) {
        return say(QT_TRANSLATE_NOOP("Drill", "The run ends; nothing is taken back."));
    }
    QString text;
    if (back.isEmpty()) {
        text = say(QT_TRANSLATE_NOOP("Drill", "What was done is taken back, newest first"));
    } else {
        for (qsizetype i = 1; i < back.size(); ++i) {
            // Not of a name such as HAProxy.
            if (back[i].size() > 1 && back[i][1].isLower()) {
                back[i][0] = back[i][0].toLower();
            }
        }
        text = back.join(say(QT_TRANSLATE_NOOP("Drill", ", then ")));
    }
    text +=
        experiment.steadyState ? say(QT_TRANSLATE_NOOP("Drill", "; then the steady state is proved again.")) : u"."_s;
    return text + u' '
        + say(QT_TRANSLATE_NOOP("Drill",
                                "Also on Abort, on closing the window, and when the environment is disarmed."));
}

namespace {

/// What an act that takes its time, such as a load, still needs: by what it tells, or by its own `duration`.
Duration actLeft(const drills::Step &step, Timestamp now)
{
    if (step.state == StepState::Running && step.startedAt && !step.progress.empty()) {
        const drills::ProgressReading &last = step.progress.back();
        const auto passed = static_cast<double>((last.at - *step.startedAt).count());
        const Duration whole{last.progress.done > 0 ? qRound64(passed / last.progress.done) : 0};
        return std::max(Duration::zero(), *step.startedAt + whole - now);
    }
    return drills::durationFrom(step.activity->provider.value("duration"_L1)).value_or(Duration::zero());
}

} // namespace

std::optional<Duration> timeLeft(const Run &run, Timestamp now)
{
    if (run.status != RunStatus::Running) {
        return std::nullopt;
    }
    Duration left{0};
    for (const drills::Step &step : run.steps) {
        if (step.state == StepState::Holding && step.holdUntil) {
            left += std::max(Duration::zero(), *step.holdUntil - now);
        } else if ((step.state == StepState::Waiting || step.state == StepState::Running) && step.activity) {
            left += step.activity->pauseAfter;
            left += step.state == StepState::Waiting ? step.activity->pauseBefore : Duration::zero();
            left += actLeft(step, now);
        }
    }
    return left;
}

QString stopwatchText(Duration duration)
{
    const std::int64_t seconds = std::chrono::floor<std::chrono::seconds>(std::max(Duration::zero(), duration)).count();
    const std::int64_t minutes = seconds / 60;
    return minutes < 60
        ? QString(QString::number(minutes) + u':' + twoDigits(seconds % 60))
        : QString(QString::number(minutes / 60) + u':' + twoDigits(minutes % 60) + u':' + twoDigits(seconds % 60));
}

QString tookText(Duration duration)
{
    if (duration >= std::chrono::minutes(1)) {
        return stopwatchText(duration);
    }
    return QString::number(toSeconds(std::max(Duration::zero(), duration)), 'f', 1) + QChar(0x00a0) + u's';
}

} // namespace readyroom::items
