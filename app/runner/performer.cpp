// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/performer.h"

#include "app/runner/deadline.h"
#include "app/runner/probe.h"
#include "app/runner/targets.h"
#include "models/drills/placeholders.h"
#include "models/drills/providerarguments.h"

#include <QJsonArray>

#include <algorithm>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Activity;
using drills::Confirmed;
using drills::Step;
using drills::StepPhase;
using drills::StepState;
using drills::StepTarget;

namespace {

constexpr Duration previewPatience{15'000};
constexpr Duration usualWithin{5'000};
constexpr Duration runPatience{60'000}; ///< beyond what the provider itself allows
constexpr std::size_t mostProgress = 1'200; ///< readings of one step

Duration withinOf(const Act &act)
{
    return drills::durationFrom(act.arguments.value("within"_L1)).value_or(usualWithin);
}

/// Loads and processes say how long they take.
Duration lengthOf(const Act &act)
{
    const Duration own = drills::durationFrom(act.arguments.value("duration"_L1)).value_or(Duration{0});
    return own + drills::durationFrom(act.arguments.value("timeout"_L1)).value_or(Duration{0});
}

qsizetype countOf(const std::vector<StepTarget> &targets, Confirmed confirmed)
{
    return std::ranges::count(targets, confirmed,
                              [](const StepTarget &target) { return target.verification.confirmed; });
}

QString detailOf(const std::vector<StepTarget> &targets)
{
    const qsizetype confirmed = countOf(targets, Confirmed::Yes);
    const auto all = static_cast<qsizetype>(targets.size());
    QString detail;
    if (all == 1) {
        const StepTarget &only = targets.front();
        detail = only.verification.observed.isEmpty() ? only.outcome.observed : only.verification.observed;
        if (confirmed == 0 && only.outcome.sent) {
            detail += (detail.isEmpty() ? QString() : u", "_s)
                + (only.verification.confirmed == Confirmed::No ? u"not confirmed"_s : u"not re-read"_s);
        }
    } else {
        detail = u"%1 of %2 confirmed"_s.arg(confirmed).arg(all);
    }
    std::int64_t count = 0;
    bool counted = false;
    for (const StepTarget &target : targets) {
        const auto own = target.verification.count ? target.verification.count : target.outcome.count;
        counted = counted || own.has_value();
        count += own.value_or(0);
    }
    return counted && all > 1 ? QString(detail + u", "_s + QString::number(count) + u" in all"_s) : detail;
}

QString firstError(const std::vector<StepTarget> &targets)
{
    for (const StepTarget &target : targets) {
        if (target.state != StepState::Failed) {
            continue;
        }
        const QString at =
            targets.size() > 1 && !target.target.isEmpty() ? QString(target.target + u": "_s) : QString();
        if (!target.preview.refusals.isEmpty()) {
            return at + target.preview.refusals.first();
        }
        if (target.outcome.error) {
            return at + target.outcome.error->message;
        }
        return at + (target.verification.observed.isEmpty() ? u"It was not confirmed"_s : target.verification.observed);
    }
    return {};
}

} // namespace

Performer::Performer(std::shared_ptr<Stage> stage, RunRecord &record, QJsonObject values)
    : m_stage(std::move(stage))
    , m_record(record)
    , m_values(std::move(values))
{
}

void Performer::begin(std::size_t step)
{
    Step &one = m_record.edit().steps[step];
    one.state = StepState::Running;
    one.startedAt = m_stage->time->now();
}

void Performer::note(std::size_t step, drills::Progress progress)
{
    Step &one = m_record.edit().steps[step];
    if (one.progress.size() >= mostProgress) {
        // Every other one still shows the whole of it.
        std::size_t place = 0;
        std::erase_if(one.progress, [&place](const drills::ProgressReading &) { return place++ % 2 == 1; });
    }
    progress.observed = m_stage->vault.redactor().redacted(progress.observed);
    one.detail = progress.observed;
    one.progress.push_back({m_stage->time->now(), std::move(progress)});
}

void Performer::end(std::size_t step, bool succeeded, const QString &detail, const QString &error,
                    const QJsonValue &output)
{
    Step &one = m_record.edit().steps[step];
    const security::Redactor &redactor = m_stage->vault.redactor();
    one.state = succeeded ? StepState::Succeeded : StepState::Failed;
    one.endedAt = m_stage->time->now();
    one.detail = redactor.redacted(detail);
    one.error = redactor.redacted(error);
    one.entry = entryOf(one, output);
}

QCoro::Task<bool> Performer::perform(std::size_t step, Permits permits, std::stop_token stop)
{
    begin(step);
    const Activity activity = *m_record.run().steps[step].activity;
    if (activity.type == Activity::Type::Probe) {
        co_return co_await ask(step, permits, stop);
    }
    const Result<QJsonValue> provider = drills::filled(activity.provider, m_values);
    if (!provider) {
        end(step, false, {}, provider.error().message, {});
        co_return false;
    }
    Result<std::vector<Act>> acts = actsOf(provider->toObject(), m_record.run().service, m_stage->fleet);
    if (!acts) {
        end(step, false, {}, acts.error().message, {});
        co_return false;
    }
    co_return co_await actAt(step, *std::move(acts), permits, stop);
}

QCoro::Task<bool> Performer::perform(std::size_t step, Act act, Permits permits, std::stop_token stop)
{
    begin(step);
    co_return co_await actAt(step, {std::move(act)}, permits, stop);
}

QCoro::Task<bool> Performer::ask(std::size_t step, Permits permits, std::stop_token stop)
{
    const Activity activity = *m_record.run().steps[step].activity;
    const ProbeReading reading = co_await readProbe(m_stage, activity, m_values, m_record.run().service, permits, stop);
    const bool succeeded = !reading.error && reading.met;
    const QString error = reading.error ? reading.error->message
        : reading.met                   ? QString()
                                        : u"%1 is not tolerated"_s.arg(reading.observed);
    end(step, succeeded, reading.observed, error, reading.output);
    if (activity.tolerance) {
        m_record.edit().steps[step].entry.insert(u"tolerance_met"_s, reading.met && !reading.error);
    }
    co_return succeeded;
}

QCoro::Task<bool> Performer::actAt(std::size_t step, std::vector<Act> acts, Permits permits, std::stop_token stop)
{
    std::vector<StepTarget> &targets = m_record.edit().steps[step].targets;
    targets.clear();
    for (const Act &act : acts) {
        targets.push_back({.target = act.target});
    }
    for (std::size_t i = 0; i < acts.size(); ++i) {
        if (stop.stop_requested()) {
            m_record.edit().steps[step].targets[i].state = StepState::Skipped;
            continue;
        }
        co_await actAtOne(step, i, acts[i], permits, stop);
        m_record.tellAct(m_record.run().steps[step], m_record.run().steps[step].targets[i]);
    }
    const std::vector<StepTarget> done = m_record.run().steps[step].targets;
    const bool succeeded =
        std::ranges::all_of(done, [](const StepTarget &target) { return target.state == StepState::Succeeded; });
    QJsonArray outputs;
    for (const StepTarget &target : done) {
        outputs += target.outcome.output;
    }
    end(step, succeeded, detailOf(done), succeeded ? QString() : firstError(done),
        outputs.size() == 1 ? outputs.first() : QJsonValue(outputs));
    co_return succeeded;
}

void Performer::failTarget(std::size_t step, std::size_t target, const Error &error)
{
    StepTarget &one = m_record.edit().steps[step].targets[target];
    one.state = StepState::Failed;
    one.outcome.error = m_stage->vault.redactor().redacted(error);
}

bool Performer::keepsUndo(std::size_t step) const
{
    return m_record.run().experiment.automaticUndo && m_record.run().steps[step].phase == StepPhase::Method;
}

QCoro::Task<> Performer::actAtOne(std::size_t step, std::size_t target, Act act, Permits permits, std::stop_token stop)
{
    m_record.edit().steps[step].targets[target].state = StepState::Running;
    const Deadline deadline(previewPatience, stop);
    const Result<drills::Preview> preview = co_await m_stage->thread->preview(act, deadline.token());
    if (!preview) {
        failTarget(step, target,
                   deadline.hasPassed()
                       ? Error{Error::Kind::Timeout, u"What is there now could not be read in time"_s, {}, {}}
                       : preview.error());
        co_return;
    }
    StepTarget &one = m_record.edit().steps[step].targets[target];
    one.preview = *preview;
    if (!preview->target.isEmpty()) {
        one.target = preview->target;
    }
    if (!preview->refusals.isEmpty()) {
        one.state = StepState::Failed;
        co_return;
    }
    Result<security::Permit> permit = permits(m_record.run().steps[step].title);
    if (!permit) {
        failTarget(step, target, permit.error());
        co_return;
    }
    co_await sendAndVerify(step, target, std::move(act), *std::move(permit), stop);
}

QCoro::Task<> Performer::sendAndVerify(std::size_t step, std::size_t target, Act act, security::Permit permit,
                                       std::stop_token stop)
{
    const drills::Preview preview = m_record.run().steps[step].targets[target].preview;
    const bool kept = keepsUndo(step) && preview.undo;
    const std::size_t place = m_record.run().undo.size();
    if (kept) {
        m_record.edit().undo.push_back({.title = m_record.run().steps[step].title,
                                        .target = m_record.run().steps[step].targets[target].target,
                                        .effect = preview.undoEffect,
                                        .act = *preview.undo});
    }
    // Before it is sent: whatever happens to this program after, the disk says what has to be taken back.
    if (const Result<void> saved = co_await m_record.save(); !saved) {
        failTarget(step, target, saved.error());
        co_return;
    }
    const Deadline deadline(lengthOf(act) + runPatience, stop);
    actions::Provider::Telling telling = [this, step](drills::Progress progress) { note(step, std::move(progress)); };
    const Result<drills::Outcome> answer =
        co_await m_stage->thread->run(act, preview, std::move(permit), std::move(telling), deadline.token());
    // Withdrawn in the middle: nobody knows whether it arrived.
    const drills::Outcome outcome = answer ? *answer : drills::Outcome{.sent = true, .error = answer.error()};
    m_record.edit().steps[step].targets[target].outcome = outcome;
    if (kept && !outcome.sent) {
        m_record.edit().undo[place].done = true;
    }
    drills::Verification verification;
    if (outcome.sent && !stop.stop_requested()) {
        const Deadline reading(withinOf(act) + previewPatience, stop);
        const Result<drills::Verification> read =
            co_await m_stage->thread->verify(act, preview, outcome, withinOf(act), reading.token());
        verification = read ? *read : drills::Verification{.observed = read.error().message};
    }
    StepTarget &one = m_record.edit().steps[step].targets[target];
    one.verification = verification;
    // Who was stopped before it could look has not shown anything.
    const bool silent =
        verification.confirmed == Confirmed::Unknown && outcome.sent && !outcome.error && !stop.stop_requested();
    one.state = verification.confirmed == Confirmed::Yes || silent ? StepState::Succeeded : StepState::Failed;
}

} // namespace readyroom::runner
