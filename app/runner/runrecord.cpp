// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/runrecord.h"

#include "app/async/pool.h"
#include "app/security/redactedevent.h"

#include <QDateTime>
#include <QJsonArray>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::Confirmed;
using drills::Run;
using drills::RunStatus;
using drills::Step;
using drills::StepState;
using drills::StepTarget;

namespace {

constexpr Duration betweenShown{50};

/// A pointer inside a Result makes libstdc++ 12 compare what it must not.
struct Held {
    std::shared_ptr<storage::RunHold> hold;
};

QString nameOf(const Run &run)
{
    return run.experiment.drill.isEmpty() ? run.experiment.title : run.experiment.drill;
}

QString endText(const Run &run)
{
    QString text = u"\"%1\" ended: %2"_s.arg(run.experiment.title, drills::runStatusName(run.status));
    if (run.deviated) {
        text += u", deviated"_s;
    }
    switch (run.rollback) {
    case drills::RollbackState::Done:
        text += u", rolled back"_s;
        break;
    case drills::RollbackState::Incomplete:
        text += u", rolled back in part only"_s;
        break;
    case drills::RollbackState::Owed:
        text += u", its rollbacks are owed"_s;
        break;
    case drills::RollbackState::NotNeeded:
    case drills::RollbackState::Running:
        break;
    }
    return text;
}

QString outcomeWord(const StepTarget &target)
{
    switch (target.verification.confirmed) {
    case Confirmed::Yes:
        return u"confirmed"_s;
    case Confirmed::No:
        return u"not confirmed"_s;
    case Confirmed::Unknown:
        break;
    }
    if (!target.outcome.sent) {
        return target.preview.refusals.isEmpty() ? u"not sent"_s : u"refused"_s;
    }
    return target.outcome.error ? u"no answer"_s : u"sent, not re-read"_s;
}

} // namespace

RunRecord::RunRecord(std::shared_ptr<Stage> stage, Run run)
    : m_stage(std::move(stage))
    , m_run(std::move(run))
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &RunRecord::changed);
}

Run &RunRecord::edit()
{
    if (!m_soon.isActive()) {
        m_soon.start(betweenShown);
    }
    return m_run;
}

QCoro::Task<Result<void>> RunRecord::begin()
{
    // Coroutines of a run hold the record, so that it is there when this resumes.
    Result<Held> held = co_await async::runOnPool(m_stage->disk, [stage = m_stage, run = m_run]() -> Result<Held> {
        auto hold = stage->folder.begin(run);
        if (!hold) {
            return std::unexpected(hold.error());
        }
        return Held{std::shared_ptr<storage::RunHold>(*std::move(hold))};
    });
    if (!held) {
        co_return std::unexpected(held.error());
    }
    m_hold = held->hold;
    co_return Result<void>{};
}

QCoro::Task<Result<void>> RunRecord::save()
{
    return async::runOnPool(m_stage->disk, [stage = m_stage, run = m_run] { return stage->folder.write(run); });
}

void RunRecord::tell(journal::Event event)
{
    if (!m_stage->journal) {
        return;
    }
    event.at = m_stage->time->now();
    event.by = m_run.by;
    event.service = m_run.service;
    event.environment = m_run.environment;
    event.detail.insert(u"run"_s, m_run.id);
    m_stage->journal->post({security::redacted(std::move(event), m_stage->vault.redactor())});
}

void RunRecord::tellStarted()
{
    QJsonObject detail{{u"title"_s, nameOf(m_run)}, {u"status"_s, u"started"_s}};
    if (!m_run.reason.isEmpty()) {
        detail.insert(u"reason"_s, m_run.reason);
    }
    tell({.kind = journal::EventKind::Drill, .text = u"\"%1\" began"_s.arg(m_run.experiment.title), .detail = detail});
}

void RunRecord::tellEnded()
{
    QJsonObject detail{{u"title"_s, nameOf(m_run)},
                       {u"status"_s, drills::runStatusName(m_run.status)},
                       {u"deviated"_s, m_run.deviated},
                       {u"rollback"_s, drills::rollbackStateName(m_run.rollback)}};
    if (!m_run.why.isEmpty()) {
        detail.insert(u"why"_s, m_run.why);
    }
    tell({.kind = journal::EventKind::Drill, .text = endText(m_run), .detail = detail});
}

void RunRecord::tellAct(const Step &step, const StepTarget &target)
{
    const QString outcome = outcomeWord(target);
    QJsonObject detail{
        {u"action"_s, nameOf(m_run)}, {u"step"_s, step.title}, {u"instance"_s, target.target}, {u"outcome"_s, outcome}};
    if (!target.verification.observed.isEmpty()) {
        detail.insert(u"observed"_s, target.verification.observed);
    } else if (target.outcome.error) {
        detail.insert(u"observed"_s, target.outcome.error->message);
    } else if (!target.preview.refusals.isEmpty()) {
        detail.insert(u"observed"_s, target.preview.refusals.join(u' '));
    }
    if (target.outcome.count) {
        detail.insert(u"count"_s, static_cast<double>(*target.outcome.count));
    }
    const QString at = target.target.isEmpty() ? QString() : QString(u" at "_s + target.target);
    tell({.kind = journal::EventKind::Action, .text = u"%1%2: %3"_s.arg(step.title, at, outcome), .detail = detail});
}

void RunRecord::tellNote(const QString &text, const QJsonObject &detail)
{
    tell({.kind = journal::EventKind::Action, .text = text, .detail = detail});
}

QString chaosTime(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at), Qt::UTC).toString(u"yyyy-MM-ddThh:mm:ss.zzz"_s);
}

QJsonObject entryOf(const Step &step, const QJsonValue &output)
{
    const bool succeeded = step.state == StepState::Succeeded || step.state == StepState::Holding;
    QJsonObject entry{{u"activity"_s, step.activity ? step.activity->json : QJsonObject{{u"name"_s, step.title}}},
                      {u"status"_s, succeeded ? u"succeeded"_s : u"failed"_s},
                      {u"output"_s, output.isUndefined() ? QJsonValue() : output}};
    if (step.startedAt) {
        entry.insert(u"start"_s, chaosTime(*step.startedAt));
        const Timestamp end = step.endedAt.value_or(*step.startedAt);
        entry.insert(u"end"_s, chaosTime(end));
        entry.insert(u"duration"_s, toSeconds(end - *step.startedAt));
    }
    if (!step.error.isEmpty()) {
        entry.insert(u"exception"_s, QJsonArray{step.error});
    }
    return entry;
}

} // namespace readyroom::runner
