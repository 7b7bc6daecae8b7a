// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/journaledrun.h"

#include "app/monitor/timesource.h"
#include "app/runner/runner.h"
#include "models/drills/chaosjournal.h"
#include "tests/support/await.h"

#include <QJsonArray>
#include <QUuid>

namespace readyroom::test {

using namespace Qt::StringLiterals;
using drills::Confirmed;
using drills::RollbackState;
using drills::RunStatus;
using drills::Step;
using journal::EventKind;

namespace {

const QString lab = u"lab"_s;

drills::Run runOf(const drills::Act &act)
{
    drills::Activity activity{.type = drills::Activity::Type::Action, .name = u"Act"_s, .provider = act.arguments};
    activity.provider.insert(u"type"_s, act.provider);
    activity.provider.insert(u"targets"_s, QJsonArray{act.target});
    drills::Run run;
    run.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    run.environment = lab;
    run.by = {u"ann"_s, u"ws1"_s};
    run.experiment = {.title = u"Once and back"_s, .description = u"A test"_s, .method = {activity}};
    run.experiment.automaticUndo = true;
    return run;
}

} // namespace

JournaledRun::JournaledRun(const drills::Act &act)
    : m_time(std::make_shared<const monitor::SystemTime>())
    , m_gate(m_time)
    , m_stage(std::make_shared<runner::Stage>(m_folder.filePath(u"runs"_s), security::Vault()))
{
    m_gate.setEnvironments({{.name = lab, .confirm = fleet::Environment::Confirm::Click}});
    (void)m_gate.arm(lab, {ArmingConfirmation::How::Clicked, {}});
    m_stage->time = m_time;
    m_stage->gate = &m_gate;
    m_stage->journal = &m_journal;
    m_stage->disk.setMaxThreadCount(1);
    m_stage->thread =
        std::make_unique<runner::ActionThread>(fleet::Fleet{}, QStringList{}, security::Vault(), m_time, nullptr);
    const auto runner = std::make_shared<runner::Runner>(m_stage, runOf(act));
    if (const Result<void> done = await(runner::Runner::execute(runner)); !done) {
        m_failure = done.error().message;
    }
    m_run = *runner->run();
}

QStringList JournaledRun::problemsOfRun(bool undone) const
{
    QStringList found;
    if (m_run.status != RunStatus::Completed || m_run.deviated) {
        found += u"The run did not go well: %1"_s.arg(m_run.why);
    }
    for (const Step &step : m_run.steps) {
        for (const drills::StepTarget &target : step.targets) {
            if (!target.outcome.sent || target.verification.confirmed != Confirmed::Yes) {
                found += u"%1 is not confirmed at %2: %3, %4."_s.arg(step.title, target.target, target.outcome.observed,
                                                                     target.verification.observed);
            }
        }
    }
    const RollbackState expected = undone ? RollbackState::Done : RollbackState::NotNeeded;
    if (m_run.rollback != expected || m_run.steps.size() != (undone ? 2U : 1U)) {
        found += u"Its rollbacks are %1 after %2 steps."_s.arg(drills::rollbackStateName(m_run.rollback))
                     .arg(m_run.steps.size());
    }
    return found;
}

QStringList JournaledRun::problemsOfJournal() const
{
    QStringList kinds;
    QStringList expected{u"began"_s};
    for (const Step &step : m_run.steps) {
        expected += step.title + u" at "_s + step.targets.front().target + u": confirmed"_s;
    }
    expected += u"completed, "_s + drills::rollbackStateName(m_run.rollback);
    for (const journal::Entry &entry : m_journal.entries()) {
        const QJsonObject &detail = entry.event.detail;
        const bool isAct = entry.event.kind == EventKind::Action;
        const bool isEnd = entry.event.kind == EventKind::Drill && detail.contains("rollback"_L1);
        kinds += isAct ? entry.event.text
            : isEnd ? QString(detail.value("status"_L1).toString() + u", "_s + detail.value("rollback"_L1).toString())
                    : u"began"_s;
        if (detail.value("run"_L1).toString() != m_run.id || entry.event.environment != lab
            || entry.event.by.user != u"ann"_s || (isAct && detail.value("observed"_L1).toString().isEmpty())) {
            kinds += u"(not whole)"_s;
        }
    }
    return kinds == expected ? QStringList() : QStringList{u"The journal has "_s + kinds.join(u" | "_s)};
}

QStringList JournaledRun::problemsOfDisk() const
{
    const Result<drills::Run> read = m_stage->folder.read(m_run.id);
    if (!read) {
        return {read.error().message};
    }
    const QJsonObject chaos = drills::chaosJournal(*read);
    const QJsonObject act = chaos.value("run"_L1).toArray().first().toObject();
    const auto backs = static_cast<std::size_t>(chaos.value("rollbacks"_L1).toArray().size());
    const bool whole = chaos.value("status"_L1).toString() == u"completed"_s
        && act.value("status"_L1).toString() == u"succeeded"_s && act.value("duration"_L1).isDouble()
        && act.contains("output"_L1) && backs + 1 == m_run.steps.size();
    return whole ? QStringList() : QStringList{u"The run on the disk is not whole."_s};
}

QString JournaledRun::problem(bool undone) const
{
    return m_failure.isEmpty() ? (problemsOfRun(undone) + problemsOfJournal() + problemsOfDisk()).join(u' ')
                               : m_failure;
}

} // namespace readyroom::test
