// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/runner.h"

#include "app/async/completion.h"
#include "app/async/sleep.h"
#include "models/drills/configuration.h"
#include "models/drills/providercheck.h"

#include <algorithm>
#include <array>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::Activity;
using drills::Experiment;
using drills::HypothesisStrategy;
using drills::RollbackState;
using drills::RollbackStrategy;
using drills::Run;
using drills::RunStatus;
using drills::Step;
using drills::StepPhase;
using drills::StepState;

namespace {

constexpr Duration proofPatience{30'000}; ///< for the steady state to come back after the rollbacks
constexpr Duration betweenLooks{20};

bool isChecked(const Experiment &experiment, StepPhase phase)
{
    if (!experiment.steadyState || experiment.steadyState->probes.empty()) {
        return false;
    }
    switch (experiment.hypothesisStrategy) {
    case HypothesisStrategy::BeforeOnly:
        return phase == StepPhase::Before;
    case HypothesisStrategy::AfterOnly:
        return phase != StepPhase::Before;
    case HypothesisStrategy::DuringOnly:
        return phase == StepPhase::AfterRollback;
    case HypothesisStrategy::Default:
    case HypothesisStrategy::Continuously:
        break;
    }
    return true;
}

bool isWatched(const Experiment &experiment)
{
    return experiment.steadyState && !experiment.steadyState->probes.empty()
        && experiment.hypothesisStrategy != HypothesisStrategy::BeforeOnly
        && experiment.hypothesisStrategy != HypothesisStrategy::AfterOnly;
}

bool changesSomething(const Experiment &experiment)
{
    const auto changes = [](const Activity &activity) { return drills::mayChange(activity.provider); };
    return std::ranges::any_of(experiment.method, changes) || std::ranges::any_of(experiment.rollbacks, changes)
        || (experiment.steadyState && std::ranges::any_of(experiment.steadyState->probes, changes));
}

Step stepOf(StepPhase phase, const QString &title, std::optional<Activity> activity = {})
{
    return {.phase = phase, .title = title, .activity = std::move(activity)};
}

QString titleOf(StepPhase phase)
{
    switch (phase) {
    case StepPhase::Before:
        return u"Steady state before"_s;
    case StepPhase::After:
        return u"Steady state after"_s;
    case StepPhase::AfterRollback:
        return u"Steady state after the rollbacks"_s;
    case StepPhase::Method:
    case StepPhase::Rollback:
        break;
    }
    return {};
}

std::optional<QString> fromEnvironment(const QString &name)
{
    const QByteArray encoded = name.toLocal8Bit();
    return qEnvironmentVariableIsSet(encoded.constData()) ? std::optional(qEnvironmentVariable(encoded.constData()))
                                                          : std::nullopt;
}

} // namespace

Runner::Runner(std::shared_ptr<Stage> stage, Run run, AfterFailure afterFailure)
    : m_stage(std::move(stage))
    , m_afterFailure(afterFailure)
    , m_record(m_stage, std::move(run))
    , m_comparing(m_stage, m_record)
{
    connect(&m_record, &RunRecord::changed, this, &Runner::changed);
}

std::shared_ptr<const Run> Runner::run() const
{
    return std::make_shared<const Run>(m_record.run());
}

Result<void> Runner::prepare()
{
    Run &run = m_record.edit();
    const Experiment &experiment = run.experiment;
    const Result<QJsonObject> values = drills::valuesOf(experiment, &fromEnvironment);
    if (!values) {
        return std::unexpected(values.error());
    }
    // A handle: what is made known to this copy is known to all.
    security::Redactor redactor = m_stage->vault.redactor();
    for (const QString &name : drills::secretNames(experiment)) {
        // a number is sent as its text
        redactor.add(values->value(name).toVariant().toString().toUtf8());
    }
    m_changes = changesSomething(experiment);
    if (m_changes) {
        if (!m_stage->gate) {
            return failure(Error::Kind::Unsupported, u"Nothing can be armed here, so nothing can be run."_s);
        }
        if (run.environment.isEmpty()) {
            const std::optional<Armed> armed = m_stage->gate->armed();
            run.environment = armed ? armed->environment : QString();
        }
        Result<security::RollbackRight> right =
            m_stage->gate->rollbackRight(run.environment, u"Run %1"_s.arg(experiment.title));
        if (!right) {
            return std::unexpected(right.error());
        }
        m_right = *std::move(right);
        connect(m_stage->gate, &ArmingPort::changed, this, &Runner::onArming);
        connect(m_stage->gate, &QObject::destroyed, this, &Runner::onArming);
    }
    m_performer.emplace(m_stage, m_record, *values);
    m_guard.emplace(m_stage, m_record, *values);
    plan();
    return {};
}

void Runner::plan()
{
    Run &run = m_record.edit();
    run.startedAt = m_stage->time->now();
    if (isChecked(run.experiment, StepPhase::Before)) {
        run.steps.push_back(stepOf(StepPhase::Before, titleOf(StepPhase::Before)));
    }
    for (const Activity &activity : run.experiment.method) {
        run.steps.push_back(stepOf(StepPhase::Method, activity.name, activity));
    }
    if (isChecked(run.experiment, StepPhase::After)) {
        run.steps.push_back(stepOf(StepPhase::After, titleOf(StepPhase::After)));
    }
}

Permits Runner::acting()
{
    return [gate = m_stage->gate,
            environment = m_record.run().environment](const QString &action) -> Result<security::Permit> {
        if (!gate) {
            return failure(Error::Kind::Unsupported, u"Nothing can be armed here, so nothing can be run."_s);
        }
        return gate->permit(environment, action);
    };
}

Permits Runner::takingBack()
{
    // The runner outlives its coroutine, which alone asks for these.
    return [this](const QString &action) -> Result<security::Permit> {
        if (!m_right) {
            return failure(Error::Kind::Unsupported, u"Nothing was changed that could be taken back."_s);
        }
        return m_right->permit(action);
    };
}

void Runner::onArming()
{
    const std::optional<Armed> armed = m_stage->gate ? m_stage->gate->armed() : std::nullopt;
    const QString environment = m_record.run().environment;
    if (!armed || armed->environment != environment) {
        abort(u"%1 was disarmed in the middle of it."_s.arg(environment));
    }
}

void Runner::abort(const QString &why)
{
    if (!m_begun || m_rollingBack || m_record.run().status != RunStatus::Running || m_stop.stop_requested()) {
        return;
    }
    endWith(RunStatus::Aborted, why);
    m_stop.request_stop();
}

void Runner::giveUp()
{
    m_stop.request_stop();
    m_gone.request_stop();
}

void Runner::deviate(const QString &why)
{
    if (m_stop.stop_requested()) {
        return;
    }
    m_record.edit().deviated = true;
    endWith(RunStatus::Failed, why);
    m_stop.request_stop();
}

void Runner::endWith(RunStatus status, const QString &why)
{
    Run &run = m_record.edit();
    // The first reason counts: what follows is its consequence.
    if (run.why.isEmpty()) {
        run.status = status;
        run.why = m_stage->vault.redactor().redacted(why);
    }
}

QCoro::Task<Result<void>> Runner::execute(std::shared_ptr<Runner> self)
{
    if (const Result<void> ready = self->prepare(); !ready) {
        co_return ready;
    }
    self->m_begun = true;
    if (const Result<void> begun = co_await self->m_record.begin(); !begun) {
        co_return begun;
    }
    self->m_record.tellStarted();
    Q_EMIT self->changed();
    self->m_aside = std::make_unique<async::AsyncScope>(u"drill"_s);
    co_await method(self);
    self->m_rollingBack = true;
    co_await self->m_aside->drain();
    if (self->wantsRollbacks()) {
        co_await rollBack(self);
    }
    co_await self->m_comparing.atLast(self->m_gone.get_token());
    Run &run = self->m_record.edit();
    if (run.status == RunStatus::Running) {
        run.status = RunStatus::Completed;
    }
    for (Step &step : run.steps) {
        if (step.state == StepState::Waiting) {
            step.state = StepState::Skipped;
        }
    }
    run.endedAt = self->m_stage->time->now();
    const Result<void> saved = co_await self->m_record.save();
    self->m_record.tellEnded();
    self->m_record.release();
    self->m_right.reset();
    Q_EMIT self->changed();
    co_return saved;
}

QCoro::Task<> Runner::method(std::shared_ptr<Runner> self)
{
    const Experiment &experiment = self->m_record.run().experiment;
    if (isChecked(experiment, StepPhase::Before)) {
        const bool met = co_await steadyState(self, 0, self->m_stop.get_token());
        if (!met) {
            self->endWith(RunStatus::Failed, u"The steady state was not met before it began, so nothing was done."_s);
            co_return;
        }
    }
    std::stop_source watched;
    if (isWatched(experiment)) {
        self->m_aside->start(watch(self, watched.get_token()));
    }
    self->m_aside->start(self->m_comparing.soFar(watched.get_token()));
    co_await activities(self);
    watched.request_stop();
    const std::size_t last = self->m_record.run().steps.size() - 1;
    if (!self->m_stop.stop_requested() && self->m_record.run().status == RunStatus::Running
        && isChecked(experiment, StepPhase::After)) {
        if (!co_await steadyState(self, last, self->m_stop.get_token()) && !self->m_stop.stop_requested()) {
            self->m_record.edit().deviated = true;
            self->m_record.edit().why = u"The steady state was not met after it."_s;
        }
    }
}

QCoro::Task<> Runner::activities(std::shared_ptr<Runner> self)
{
    for (std::size_t i = 0; i < self->m_record.run().steps.size(); ++i) {
        if (self->m_record.run().steps[i].phase != StepPhase::Method) {
            continue;
        }
        const std::stop_token stop = self->m_stop.get_token();
        const Activity activity = *self->m_record.run().steps[i].activity;
        if (activity.background) {
            ++self->m_beside;
            self->m_aside->start(background(self, i));
            continue;
        }
        if (activity.pauseBefore.count() > 0) {
            (void)co_await async::sleepFor(activity.pauseBefore, stop);
        }
        if (stop.stop_requested()) {
            co_return;
        }
        const bool succeeded = co_await self->m_performer->perform(i, self->acting(), stop);
        if (stop.stop_requested()) {
            co_return;
        }
        if (!succeeded) {
            const Step &step = self->m_record.run().steps[i];
            self->m_record.edit().deviated = self->m_record.run().deviated || activity.tolerance.has_value();
            self->endWith(RunStatus::Failed, u"%1: %2"_s.arg(step.title, step.error));
            if (self->m_afterFailure == AfterFailure::NextStep) {
                continue;
            }
            self->m_stop.request_stop();
            co_return;
        }
        if (activity.pauseAfter.count() > 0) {
            Step &step = self->m_record.edit().steps[i];
            step.state = StepState::Holding;
            step.holdUntil = self->m_stage->time->now() + activity.pauseAfter;
            (void)co_await async::sleepFor(activity.pauseAfter, stop);
            Step &held = self->m_record.edit().steps[i];
            held.state = StepState::Succeeded;
            held.holdUntil.reset();
        }
    }
    // What runs beside the method belongs to it.
    while (self->m_beside > 0 && co_await async::sleepFor(betweenLooks, self->m_stop.get_token())) { }
}

QCoro::Task<> Runner::background(std::shared_ptr<Runner> self, std::size_t step)
{
    const Activity activity = *self->m_record.run().steps[step].activity;
    const std::stop_token stop = self->m_stop.get_token();
    if (activity.pauseBefore.count() > 0) {
        (void)co_await async::sleepFor(activity.pauseBefore, stop);
    }
    const bool succeeded = !stop.stop_requested() && co_await self->m_performer->perform(step, self->acting(), stop);
    --self->m_beside;
    if (!succeeded && !stop.stop_requested()) {
        const Step &one = self->m_record.run().steps[step];
        self->endWith(RunStatus::Failed, u"%1: %2"_s.arg(one.title, one.error));
        self->m_stop.request_stop();
    }
}

QCoro::Task<bool> Runner::steadyState(std::shared_ptr<Runner> self, std::size_t step, std::stop_token stop)
{
    return self->m_guard->check(step, self->m_rollingBack ? self->takingBack() : self->acting(), std::move(stop));
}

QCoro::Task<> Runner::watch(std::shared_ptr<Runner> self, std::stop_token stop)
{
    std::stop_source either;
    const auto forward = [either]() mutable { either.request_stop(); };
    const std::stop_callback byMethod(self->m_stop.get_token(), forward);
    const std::stop_callback byEnd(stop, forward);
    const QString left = co_await self->m_guard->watch(self->acting(), either.get_token());
    if (!left.isEmpty()) {
        self->deviate(left);
    }
}

bool Runner::wantsRollbacks() const
{
    const Run &run = m_record.run();
    const bool began = std::ranges::any_of(run.steps, [](const Step &step) {
        return step.phase == StepPhase::Method && step.state != StepState::Waiting;
    });
    if (!began || run.experiment.rollbackStrategy == RollbackStrategy::Never) {
        return false;
    }
    const bool well = run.status == RunStatus::Running && !run.deviated;
    if (well && run.experiment.rollbackStrategy == RollbackStrategy::Deviated) {
        return false;
    }
    return !run.experiment.rollbacks.empty()
        || std::ranges::any_of(run.undo, [](const drills::Undo &one) { return !one.done; });
}

QCoro::Task<> Runner::rollBack(std::shared_ptr<Runner> self)
{
    self->m_record.edit().rollback = RollbackState::Running;
    bool all = true;
    const std::stop_token gone = self->m_gone.get_token();
    for (std::size_t i = self->m_record.run().undo.size(); i > 0 && !gone.stop_requested(); --i) {
        if (!self->m_record.run().undo[i - 1].done) {
            all = co_await takeBack(self, i - 1) && all;
        }
    }
    const std::vector<Activity> rollbacks = self->m_record.run().experiment.rollbacks;
    for (const Activity &activity : rollbacks) {
        if (gone.stop_requested()) {
            break;
        }
        const std::size_t step = self->m_record.run().steps.size();
        self->m_record.edit().steps.push_back(stepOf(StepPhase::Rollback, activity.name, activity));
        all = co_await self->m_performer->perform(step, self->takingBack(), gone) && all;
        (void)co_await self->m_record.save();
    }
    self->m_record.edit().rollback = gone.stop_requested() ? RollbackState::Owed
        : all                                              ? RollbackState::Done
                                                           : RollbackState::Incomplete;
    if (!gone.stop_requested() && isChecked(self->m_record.run().experiment, StepPhase::AfterRollback)) {
        co_await proveAgain(self);
    }
}

QCoro::Task<bool> Runner::takeBack(std::shared_ptr<Runner> self, std::size_t undo)
{
    const drills::Undo one = self->m_record.run().undo[undo];
    const std::size_t step = self->m_record.run().steps.size();
    self->m_record.edit().steps.push_back(stepOf(StepPhase::Rollback, u"Undo: "_s + one.title));
    const bool done = co_await self->m_performer->perform(step, one.act, self->takingBack(), self->m_gone.get_token());
    self->m_record.edit().undo[undo].done = done;
    (void)co_await self->m_record.save();
    co_return done;
}

QCoro::Task<> Runner::proveAgain(std::shared_ptr<Runner> self)
{
    const std::size_t step = self->m_record.run().steps.size();
    self->m_record.edit().steps.push_back(stepOf(StepPhase::AfterRollback, titleOf(StepPhase::AfterRollback)));
    const Timestamp until = self->m_stage->time->now() + proofPatience;
    while (!co_await steadyState(self, step, self->m_gone.get_token())) {
        const bool goesOn = self->m_stage->time->now() < until
            && co_await async::sleepFor(self->m_record.run().experiment.guardEvery, self->m_gone.get_token());
        if (!goesOn) {
            Run &run = self->m_record.edit();
            run.why += (run.why.isEmpty() ? QString() : u" "_s)
                + u"The steady state was not back %1 s after the rollbacks."_s.arg(toSeconds(proofPatience));
            co_return;
        }
    }
}

} // namespace readyroom::runner
